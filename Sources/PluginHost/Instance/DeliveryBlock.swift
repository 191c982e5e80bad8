import GatewayCore

/// A block of samples on its way to a sink. Borrowed: the memory must stay for the call of ``RunningInstance/deliver``.
public struct DeliveryBlock {
    /// Of this sink on this gateway; survives restarts.
    public var stream: UInt64
    /// Grows with every start of the gateway.
    public var epoch: UInt64
    /// Grows by one with every new block of this stream and epoch.
    public var sequence: UInt64
    /// The block was, or may have been, offered before.
    public var isResent: Bool
    public var samples: UnsafeBufferPointer<Sample>
    /// What the samples' spans point into.
    public var bytes: UnsafeRawBufferPointer
    /// Counts for samples whose source says nothing.
    public var received: Timestamp

    public init(
        stream: UInt64, epoch: UInt64, sequence: UInt64, isResent: Bool, samples: UnsafeBufferPointer<Sample>,
        bytes: UnsafeRawBufferPointer, received: Timestamp
    ) {
        self.stream = stream
        self.epoch = epoch
        self.sequence = sequence
        self.isResent = isResent
        self.samples = samples
        self.bytes = bytes
        self.received = received
    }
}
