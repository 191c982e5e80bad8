/// One running northbound instance.
public struct SinkInfo: Codable, Hashable, Sendable {
    public var id: String
    public var plugin: String
    /// As a channel's.
    public var state: String
    public var since: WireTime
    public var message: String?
    public var lane: LaneInfo
    /// Which points it receives, as the site file says.
    public var routes: [String]
    /// Where the plugin runs; none before it does.
    public var host: HostInfo?

    public init(
        id: String, plugin: String, state: String, since: WireTime, message: String? = nil, lane: LaneInfo,
        routes: [String] = [], host: HostInfo? = nil
    ) {
        self.id = id
        self.plugin = plugin
        self.state = state
        self.since = since
        self.message = message
        self.lane = lane
        self.routes = routes
        self.host = host
    }
}
