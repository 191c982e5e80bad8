import GatewayWire
import NIOCore

/// The resources of the API, one function each.
extension GatewayClient {
    public func status() async throws -> GatewayStatus {
        try await fetch(ClientRequest(path: ["api", "v1", "status"]))
    }

    /// Every file of the plugin directory; `rescan` looks at it again first.
    public func plugins(rescan: Bool = false, schema: Bool = false) async throws -> [PluginInfo] {
        try await fetch(
            ClientRequest(
                path: ["api", "v1", "plugins"],
                query: [(key: "rescan", value: "\(rescan)"), (key: "schema", value: "\(schema)")]))
    }

    public func plugin(_ id: String) async throws -> PluginInfo {
        try await fetch(ClientRequest(path: ["api", "v1", "plugins", id]))
    }

    public func channels() async throws -> [ChannelInfo] {
        try await fetch(ClientRequest(path: ["api", "v1", "channels"]))
    }

    public func sinks() async throws -> [SinkInfo] {
        try await fetch(ClientRequest(path: ["api", "v1", "sinks"]))
    }

    public func points(_ query: PointQuery) async throws -> PointPage {
        var parameters = Self.matches(query.match) + [(key: "limit", value: "\(query.limit)")]
        if let after = query.after { parameters.append((key: "after", value: after)) }
        return try await fetch(ClientRequest(path: ["api", "v1", "points"], query: parameters))
    }

    /// All matching points, page after page.
    public func allPoints(matching match: [String]) async throws -> [PointInfo] {
        var points: [PointInfo] = []
        var query = PointQuery(match: match, limit: 10_000)
        repeat {
            let page = try await self.points(query)
            points += page.points
            query.after = page.next
        } while query.after != nil
        return points
    }

    public func read(_ names: [String]) async throws -> [PointInfo] {
        try await fetch(
            ClientRequest(.post, path: ["api", "v1", "read"], body: WireCoding.encode(ReadRequest(names: names))))
    }

    public func write(_ request: WriteRequest) async throws -> WriteResult {
        // The gateway's own time limit speaks first.
        let patience = GatewayClient(
            socketPath: socketPath, timeout: timeout + .milliseconds(Int64(request.timeoutMs ?? 5000)))
        return try await patience.fetch(
            ClientRequest(.post, path: ["api", "v1", "commands"], body: WireCoding.encode(request)))
    }

    public func history(_ query: HistoryQuery) async throws -> HistoryResult {
        var parameters = [
            (key: "name", value: query.name), (key: "from", value: query.from.description),
            (key: "to", value: query.to.description), (key: "limit", value: "\(query.limit)"),
        ]
        if let bucket = query.bucketMs { parameters.append((key: "bucket_ms", value: "\(bucket)")) }
        return try await fetch(ClientRequest(path: ["api", "v1", "history"], query: parameters))
    }

    public func reload() async throws -> ReloadResult {
        // Restarting channels and sinks may take its time.
        let patience = GatewayClient(socketPath: socketPath, timeout: .minutes(2))
        return try await patience.fetch(ClientRequest(.post, path: ["api", "v1", "reload"]))
    }

    /// Starts a channel anew; as it is then.
    public func restart(channel: String) async throws -> ChannelInfo {
        try await fetch(ClientRequest(.post, path: ["api", "v1", "channels", channel, "restart"]))
    }

    /// Starts a sink anew; as it is then.
    public func restart(sink: String) async throws -> SinkInfo {
        try await fetch(ClientRequest(.post, path: ["api", "v1", "sinks", sink, "restart"]))
    }

    public func upgrade(plugin: String) async throws -> UpgradeResult {
        // Every channel is moved with care.
        let patience = GatewayClient(socketPath: socketPath, timeout: .minutes(2))
        return try await patience.fetch(ClientRequest(.post, path: ["api", "v1", "plugins", plugin, "upgrade"]))
    }

    public func watch(_ match: [String], each: ([PointUpdate]) async throws -> Void) async throws {
        try await follow(ClientRequest(path: ["api", "v1", "watch"], query: Self.matches(match)), each: each)
    }

    public func trace(_ channel: String, each: ([TraceLine]) async throws -> Void) async throws {
        try await follow(ClientRequest(path: ["api", "v1", "channels", channel, "trace"]), each: each)
    }

    private static func matches(_ match: [String]) -> [(key: String, value: String)] {
        match.map { (key: "match", value: $0) }
    }
}
