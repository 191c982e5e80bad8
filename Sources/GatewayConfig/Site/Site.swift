/// One gateway's configuration, checked: every reference is resolved and every default filled in.
public struct Site: Sendable, Equatable {
    public var name: String
    /// As the IANA database spells it: `Europe/Berlin`.
    public var timeZone: String
    /// Threads that carry loop plugins; 0: as many as there are cores.
    public var loops: Int
    /// The Unix socket of the API; `nil`: the daemon's default.
    public var apiSocket: String?
    /// What site.yaml says about plugins; empty: every plugin found may be used.
    public var plugins: [PluginChoice]
    public var spool: SpoolSettings
    public var history: HistorySettings
    /// In the order of their ids.
    public var channels: [ChannelConfig]
    /// In the order of their ids.
    public var sinks: [SinkConfig]

    public init(
        name: String, timeZone: String = "UTC", loops: Int = 0, apiSocket: String? = nil, plugins: [PluginChoice] = [],
        spool: SpoolSettings = SpoolSettings(), history: HistorySettings = HistorySettings(),
        channels: [ChannelConfig] = [], sinks: [SinkConfig] = []
    ) {
        self.name = name
        self.timeZone = timeZone
        self.loops = loops
        self.apiSocket = apiSocket
        self.plugins = plugins
        self.spool = spool
        self.history = history
        self.channels = channels
        self.sinks = sinks
    }

    public var pointCount: Int {
        channels.reduce(0) { $0 + $1.points.count }
    }
}
