import GatewayCore
import GatewayWire
import Hummingbird

/// Points: their values, their past, and commands to them.
extension Answers {
    static func points(_ call: Call) async throws -> Response {
        let query = try call.query(["match", "limit", "after"])
        let limit = try query.integer("limit", in: 1...10_000) ?? 1000
        // One more than asked for tells whether there is a next page.
        let asked = PointQuery(match: query.texts("match"), limit: limit + 1, after: query.text("after"))
        let found = await call.control.points(matching: asked)
        let page = Array(found.prefix(limit))
        return try .json(PointPage(points: page, next: found.count > limit ? page.last?.name : nil))
    }

    static func point(_ call: Call) async throws -> Response {
        let name = try call.segment("name")
        let points = try await call.control.read([name])
        return try .json(find(name, in: points, by: \.name, "point"))
    }

    static func watch(_ call: Call) async throws -> Response {
        let query = try call.query(["match"])
        let updates = await call.control.watch(PointQuery(match: query.texts("match")))
        return .lines(updates, for: call.request) { $0 }
    }

    static func read(_ call: Call) async throws -> Response {
        let request = try await call.body(ReadRequest.self)
        guard (1...10_000).contains(request.names.count), !request.names.contains("") else {
            throw ControlError(
                .invalid, "\(request.names.count) names, or an empty one", mend: "name 1 to 10,000 points in full")
        }
        return try await .json(call.control.read(request.names))
    }

    static func write(_ call: Call) async throws -> Response {
        let request = try await call.body(WriteRequest.self)
        guard !request.point.isEmpty else {
            throw ControlError(.invalid, "point is empty", mend: "name a point in full: channel.device.point")
        }
        guard request.value != .none else {
            throw ControlError(.invalid, "value is null", mend: "write true, false, a number or a text")
        }
        if let timeout = request.timeoutMs, !(1...60_000).contains(timeout) {
            throw ControlError(.invalid, "timeout_ms is \(timeout)", mend: "write a whole number from 1 to 60000")
        }
        return try await .json(call.control.write(request))
    }

    static func history(_ call: Call) async throws -> Response {
        let query = try call.query(["name", "from", "to", "bucket_ms", "limit"])
        let from = try query.time("from")
        let to = try query.time("to")
        guard from < to else {
            throw ControlError(.invalid, "from is not before to", mend: "swap them, or widen the stretch")
        }
        return try await .json(
            call.control.history(
                HistoryQuery(
                    name: query.required("name"), from: from, to: to,
                    bucketMs: query.integer("bucket_ms", in: 1...31_622_400_000),
                    limit: query.integer("limit", in: 1...100_000) ?? 10_000)))
    }

    /// The one called `name`; ``ControlError/Kind/notFound`` otherwise, with the name that may have been meant.
    static func find<Item>(_ name: String, in items: [Item], by key: (Item) -> String?, _ noun: String) throws -> Item {
        if let item = items.first(where: { key($0) == name }) { return item }
        let nearest = NearestName.to(name, among: items.compactMap(key)).map { "did you mean \"\($0)\"?" }
        throw ControlError(
            .notFound, "no \(noun) is called \"\(name)\"", mend: nearest ?? "list the \(noun)s for their names")
    }
}
