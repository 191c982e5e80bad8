/// One running driver instance: a bus or a connection.
public struct ChannelInfo: Codable, Hashable, Sendable {
    public var id: String
    public var plugin: String
    /// `starting`, `connected`, `waiting` (for the next attempt), `refused` (will not try again), `quarantined` (its process
    /// crashed too often) or `stopped`.
    public var state: String
    /// When it came into this state.
    public var since: WireTime
    /// Why it is not connected, in the plugin's words.
    public var message: String?
    public var devices: [DeviceInfo]
    public var points: Int
    /// Samples per second that the polling intervals ask for.
    public var askedRate: Double
    /// Samples per second that came, over the last few seconds.
    public var achievedRate: Double
    /// Polls that were due before the one before them had ended.
    public var overruns: UInt64
    /// Polls that ended well.
    public var reads: UInt64
    /// Polls that did not.
    public var errors: UInt64
    public var faults: UInt64
    /// Where the plugin runs; none before it does.
    public var host: HostInfo?

    public init(
        id: String, plugin: String, state: String, since: WireTime, message: String? = nil, devices: [DeviceInfo] = [],
        points: Int = 0, askedRate: Double = 0, achievedRate: Double = 0, overruns: UInt64 = 0, reads: UInt64 = 0,
        errors: UInt64 = 0, faults: UInt64 = 0, host: HostInfo? = nil
    ) {
        self.id = id
        self.plugin = plugin
        self.state = state
        self.since = since
        self.message = message
        self.devices = devices
        self.points = points
        self.askedRate = askedRate
        self.achievedRate = achievedRate
        self.overruns = overruns
        self.reads = reads
        self.errors = errors
        self.faults = faults
        self.host = host
    }
}
