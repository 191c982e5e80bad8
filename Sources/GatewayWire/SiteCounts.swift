/// What a site consists of, and what has passed through it since the start.
public struct SiteCounts: Codable, Hashable, Sendable {
    /// Loaded or ready; refused ones do not count.
    public var plugins: Int
    public var channels: Int
    public var devices: Int
    public var points: Int
    public var sinks: Int
    /// Received from drivers.
    public var samples: UInt64
    /// Over the last few seconds.
    public var samplesPerSecond: Double
    /// Answered, however they ended.
    public var commands: UInt64

    public init(
        plugins: Int = 0, channels: Int = 0, devices: Int = 0, points: Int = 0, sinks: Int = 0, samples: UInt64 = 0,
        samplesPerSecond: Double = 0, commands: UInt64 = 0
    ) {
        self.plugins = plugins
        self.channels = channels
        self.devices = devices
        self.points = points
        self.sinks = sinks
        self.samples = samples
        self.samplesPerSecond = samplesPerSecond
        self.commands = commands
    }
}
