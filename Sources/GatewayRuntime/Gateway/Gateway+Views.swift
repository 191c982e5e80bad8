import GatewayConfig
import GatewayCore
import GatewayStore

extension Gateway {
    /// All channels with how they fare, in the site's order.
    public func channelFigures() -> [(config: ChannelConfig, figures: ChannelFigures)] {
        channels.map { ($0.config, $0.figures) }
            + refusedChannels.map { refused in
                var figures = ChannelFigures()
                (figures.state, figures.since, figures.message) = (.refused, started, refused.reason)
                figures.devices = refused.config.devices.map { DeviceFigures(id: $0.id) }
                return (refused.config, figures)
            }
    }

    /// All sinks with how they and their lanes fare.
    public func sinkFigures() -> [(config: SinkConfig, figures: SinkFigures)] {
        sinks.map { ($0.config, $0.figures) }
            + refusedSinks.map { refused in
                var figures = SinkFigures()
                (figures.state, figures.since, figures.message) = (.refused, started, refused.reason)
                figures.take(refused.lane.figures)
                return (refused.config, figures)
            }
    }

    /// Samples taken in so far, of all channels.
    public var sampleCount: UInt64 {
        channels.reduce(0) { $0 + $1.table.changes.samples }
    }

    public nonisolated var commandCount: UInt64 {
        desk.count
    }

    /// Why samples are not durable just now; `nil` when all is well or there is no spool.
    public var spoolProblem: String? {
        writer?.problem ?? storage.spoolProblem
    }

    /// Points whose full names match any of the patterns (all, if there are none), in the order of their names' UTF-8,
    /// after `after`, at most `limit`.
    public func points(matching patterns: [Glob], after: String?, limit: Int) -> [PointEntry] {
        var found: [PointEntry] = []
        let ordered = channels.sorted {
            Array("\($0.config.id).".utf8).lexicographicallyPrecedes(Array("\($1.config.id).".utf8))
        }
        for channel in ordered {
            let handles = channel.sortedHandles.filter { handle in
                let name = channel.fullName(handle)
                return isAfter(name, after) && (patterns.isEmpty || patterns.contains { $0.matches(name) })
            }.prefix(limit - found.count)
            found += channel.entries(handles)
            if found.count >= limit { break }
        }
        return found
    }

    private func isAfter(_ name: String, _ after: String?) -> Bool {
        after.map { Array($0.utf8).lexicographicallyPrecedes(Array(name.utf8)) } ?? true
    }

    /// One point by its full name.
    public func point(_ name: String) -> PointEntry? {
        for channel in channels {
            if let handle = channel.handle(of: name) { return channel.entries([handle]).first }
        }
        return nil
    }

    /// What has changed since `seen`, which is brought up to date.
    public func changes(since seen: inout WatchState, matching patterns: [Glob]) -> [PointEntry] {
        var changed: [PointEntry] = []
        for channel in channels {
            let version = channel.table.changes.version
            let key = ObjectIdentifier(channel)
            guard seen.versions[key] != version else { continue }
            seen.versions[key] = version
            let handles = seen.handles(of: channel, patterns)
            for entry in channel.entries(handles) where seen.readings[entry.name] != entry.reading {
                seen.readings[entry.name] = entry.reading
                changed.append(entry)
            }
        }
        return changed
    }

    /// Writes one point in engineering units; exactly one answer.
    public func write(_ name: String, _ value: Value, lifetime: Duration, origin: String) async -> CommandAnswer {
        await withCheckedContinuation { continuation in
            desk.write(name, value, lifetime: lifetime, origin: origin) { continuation.resume(returning: $0) }
        }
    }

    /// Frames of a channel as they cross the wire; `nil` when there is no such channel. Frames that a slow reader does
    /// not take in time are dropped.
    public func trace(_ channelID: String) -> AsyncStream<TracedFrame>? {
        guard let channel = channels.first(where: { $0.config.id == channelID }) else { return nil }
        let id = UInt64.random(in: .min ... .max)
        return AsyncStream(bufferingPolicy: .bufferingNewest(1000)) { continuation in
            channel.trace(id, continuation)
            continuation.onTermination = { _ in channel.untrace(id) }
        }
    }

    /// Makes everything taken in so far readable from the history.
    public nonisolated func flushHistory() async {
        await recorder?.flushed()
    }
}

extension Channel {
    func entries(_ handles: some Collection<Int>) -> [PointEntry] {
        zip(handles, table.snapshot(handles)).map { handle, reading in
            let point = config.points[handle]
            return PointEntry(
                name: config.fullName(of: point), channel: config.id, device: config.devices[point.device].id,
                config: point, reading: reading)
        }
    }
}

/// What a watcher has seen.
public struct WatchState: Sendable {
    fileprivate var versions: [ObjectIdentifier: UInt64] = [:]
    fileprivate var readings: [String: PointReading] = [:]
    private var matching: [ObjectIdentifier: [Int]] = [:]

    public init() {}

    fileprivate mutating func handles(of channel: Channel, _ patterns: [Glob]) -> [Int] {
        let key = ObjectIdentifier(channel)
        if let known = matching[key] { return known }
        let found = channel.config.points.indices.filter { handle in
            patterns.isEmpty || patterns.contains { $0.matches(channel.fullName(handle)) }
        }
        matching[key] = found
        return found
    }
}
