/// The name of a block within its stream; receivers tell by it what they have had before.
public struct BlockID: Hashable, Comparable, Sendable {
    /// Grows with every start of the gateway.
    public var epoch: UInt64
    /// Grows by one with every new block of a stream and epoch.
    public var sequence: UInt64

    public init(epoch: UInt64, sequence: UInt64) {
        self.epoch = epoch
        self.sequence = sequence
    }

    public static func < (left: BlockID, right: BlockID) -> Bool {
        (left.epoch, left.sequence) < (right.epoch, right.sequence)
    }
}
