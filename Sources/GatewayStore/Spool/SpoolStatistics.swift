import GatewayCore

/// What a spool holds of one stream.
public struct SpoolStatistics: Hashable, Sendable {
    public var blocks: Int
    public var samples: Int
    /// Bytes of payload.
    public var bytes: Int
    /// When the oldest block still held was closed.
    public var oldest: Timestamp?
    /// Blocks found damaged and left out since the spool was opened.
    public var damagedBlocks: Int
    /// The samples of those, as far as their headers could be read.
    public var damagedSamples: Int

    public init(
        held: SpoolAmount = .zero, oldest: Timestamp? = nil, damagedBlocks: Int = 0, damagedSamples: Int = 0
    ) {
        blocks = held.blocks
        samples = held.samples
        bytes = held.bytes
        self.oldest = oldest
        self.damagedBlocks = damagedBlocks
        self.damagedSamples = damagedSamples
    }
}
