import GatewayClient
import GatewayWire
import Glibc

/// Brings what a gateway does to a live table, and comes back by itself when the gateway was away.
struct LiveFeed: Sendable {
    let client: GatewayClient
    let match: [String]
    let yield: @Sendable (LiveEvent) -> Void

    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await watch() }
            group.addTask { await ask() }
            group.addTask { await events(of: [SIGWINCH]) { _ in .resized } }
            group.addTask { await events(of: Signals.ends) { _ in .interrupted } }
        }
    }

    private func watch() async {
        await again {
            var known = try await points()
            try await client.watch(match) { updates in
                // A reload of the site brings points nobody has told of.
                if !updates.allSatisfy({ known.contains($0.name) }) { known = try await points() }
                yield(.updates(updates))
            }
        }
    }

    /// Tells of all points, and returns their names.
    private func points() async throws -> Set<String> {
        let points = try await client.allPoints(matching: match)
        yield(.points(points))
        await recall(points)
        return Set(points.map(\.name))
    }

    /// State of the gateway and its channels, once a second.
    private func ask() async {
        while !Task.isCancelled {
            do {
                let status = try await client.status()
                try await yield(.status(status, client.channels()))
            } catch {
                yield(.lost("no answer from the gateway, trying again"))
            }
            try? await Task.sleep(for: .seconds(1))
            yield(.second)
        }
    }

    /// Fills the trends from the history; a site without one, or with very many points, begins with empty trends.
    private func recall(_ points: [PointInfo]) async {
        guard points.count <= 200 else { return }
        let now = TimeText.now
        for point in points where point.value.number != nil {
            let query = HistoryQuery(
                name: point.name, from: now.advanced(bySeconds: -Int64(LivePoint.memory)), to: now, bucketMs: 1000)
            guard let buckets = try? await client.history(query).buckets, !buckets.isEmpty else { return }
            yield(.past(name: point.name, buckets.map(\.mean)))
        }
    }

    private func again(_ body: () async throws -> Void) async {
        while !Task.isCancelled {
            do {
                try await body()
            } catch {
                yield(.lost("no answer from the gateway, trying again"))
            }
            try? await Task.sleep(for: .seconds(1))
        }
    }

    private func events(of signals: [Int32], _ event: (Int32) -> LiveEvent) async {
        for await signal in Signals.stream(signals) { yield(event(signal)) }
    }
}
