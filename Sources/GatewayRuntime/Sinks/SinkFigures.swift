import GatewayCore

/// How a sink and its lane fare. Counts are samples.
public struct SinkFigures: Sendable {
    public var state = ChannelFigures.State.starting
    public var since = Timestamp.none
    public var message = ""
    public var received: UInt64 = 0
    public var delivered: UInt64 = 0
    /// Refused by the receiver for good.
    public var rejected: UInt64 = 0
    public var lastRejection = ""
    /// Given up by the lane's policy, the spool's limits or damage.
    public var dropped: UInt64 = 0
    public var durable: UInt64 = 0
    public var resent: UInt64 = 0
    public var inMemory = 0
    public var onDisk = 0
    /// Of both, those that survive a power cut.
    public var safe = 0
    public var oldest: Timestamp?
    public var restarts: UInt64 = 0
    public var host: HostFigures?
    public var faults: UInt64 = 0
    public var lastFault = ""

    /// Takes over what the lane says.
    mutating func take(_ queue: Lane.Figures) {
        received = queue.counters.received
        delivered = queue.counters.delivered
        rejected = queue.counters.rejected
        dropped = queue.counters.dropped
        durable = queue.counters.durable
        resent = queue.counters.resent
        inMemory = queue.inMemory
        onDisk = queue.onDisk
        safe = queue.safe
        oldest = queue.oldest
    }
}
