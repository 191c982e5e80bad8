/// How much is kept on disk for sinks that are slow or away, and for how long.
public struct SpoolSettings: Sendable, Hashable {
    public var isEnabled: Bool
    /// Of all sinks together.
    public var maximumBytes: Int64
    /// Older samples are dropped and counted.
    public var maximumAge: Duration
    /// The longest time a sample waits before it is durable.
    public var commitInterval: Duration

    public init(
        isEnabled: Bool = true, maximumBytes: Int64 = 1 << 30, maximumAge: Duration = .seconds(7 * 86_400),
        commitInterval: Duration = .milliseconds(100)
    ) {
        self.isEnabled = isEnabled
        self.maximumBytes = maximumBytes
        self.maximumAge = maximumAge
        self.commitInterval = commitInterval
    }
}
