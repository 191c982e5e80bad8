import GatewayCore

/// One running northbound instance.
public struct SinkConfig: Sendable, Equatable {
    /// The name of its file without the ending.
    public var id: String
    public var plugin: String
    public var isEnabled: Bool
    /// In the order of the plugin's settings schema, defaults filled in.
    public var settings: [Cell]
    /// A point goes to the sink when one of them matches it.
    public var routes: [Route]
    public var lane: LaneSettings
    /// What commands that arrive through this sink may do.
    public var commandRole: CommandRole
    public var retry: RetrySettings
    public var location: Location

    public init(
        id: String, plugin: String, isEnabled: Bool = true, settings: [Cell] = [], routes: [Route] = [.everything],
        lane: LaneSettings = LaneSettings(), commandRole: CommandRole = .none, retry: RetrySettings = RetrySettings(),
        location: Location = Location(file: "", line: 1)
    ) {
        self.id = id
        self.plugin = plugin
        self.isEnabled = isEnabled
        self.settings = settings
        self.routes = routes
        self.lane = lane
        self.commandRole = commandRole
        self.retry = retry
        self.location = location
    }
}
