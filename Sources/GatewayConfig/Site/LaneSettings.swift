/// The queue between the gateway and one sink.
public struct LaneSettings: Sendable, Hashable {
    /// What happens when the memory of a lane is full.
    public enum Policy: String, Sendable, CaseIterable {
        /// To the spool on disk; nothing is lost.
        case spill
        /// The oldest samples are dropped and counted.
        case dropOldest = "drop_oldest"
        /// The drivers wait.
        case block
    }

    public var policy: Policy
    /// Samples kept in memory.
    public var memoryLimit: Int
    /// The most samples of one delivery.
    public var batchLimit: Int
    /// How long samples may wait for others to share a delivery with; zero: not at all.
    public var linger: Duration

    public init(
        policy: Policy = .spill, memoryLimit: Int = 100_000, batchLimit: Int = 5_000, linger: Duration = .zero
    ) {
        self.policy = policy
        self.memoryLimit = memoryLimit
        self.batchLimit = batchLimit
        self.linger = linger
    }
}
