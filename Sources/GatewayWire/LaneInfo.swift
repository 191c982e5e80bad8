/// The queue in front of one sink.
public struct LaneInfo: Codable, Hashable, Sendable {
    /// Id of the sink.
    public var sink: String
    /// Samples that came in, since the start. Together with what a former run left in the spool they are
    /// `delivered + rejected + dropped + queued + spooled`, at any moment.
    public var received: UInt64
    /// Samples waiting in memory.
    public var queued: UInt64
    /// Samples waiting on disk.
    public var spooled: UInt64
    /// Of the samples that wait, queued and spooled, those that survive a power cut.
    public var safe: UInt64
    /// Samples the sink accepted, since the start.
    public var delivered: UInt64
    /// Samples given up by the lane's policy, the spool's limits or damage, since the start.
    public var dropped: UInt64
    /// Refused by the receiver for good.
    public var rejected: UInt64
    /// Made durable, because the sink did not take them at once.
    public var durable: UInt64
    /// Offered again after a failure.
    public var resent: UInt64
    /// Receive time of the oldest sample that still waits; none when nothing waits.
    public var oldest: WireTime?

    public init(
        sink: String, received: UInt64 = 0, queued: UInt64 = 0, spooled: UInt64 = 0, safe: UInt64 = 0,
        delivered: UInt64 = 0, dropped: UInt64 = 0, rejected: UInt64 = 0, durable: UInt64 = 0, resent: UInt64 = 0,
        oldest: WireTime? = nil
    ) {
        self.sink = sink
        self.received = received
        self.queued = queued
        self.spooled = spooled
        self.safe = safe
        self.delivered = delivered
        self.dropped = dropped
        self.rejected = rejected
        self.durable = durable
        self.resent = resent
        self.oldest = oldest
    }
}
