import GatewayCore

/// Which of the oldest blocks of a stream are to be given up. They go from the old end on, until one is to stay.
public struct DropRule: Hashable, Sendable {
    /// Blocks stamped in here are too old.
    public var created: Range<Timestamp>?
    /// None after this one is too old.
    public var through: BlockID?
    /// Bytes of payload to keep at most.
    public var keeping: Int?

    public init(created: Range<Timestamp>? = nil, through: BlockID? = nil, keeping: Int? = nil) {
        (self.created, self.through, self.keeping) = (created, through, keeping)
    }

    /// All up to a block, whatever their stamps say.
    public static func all(through id: BlockID) -> DropRule {
        DropRule(created: Timestamp(rawValue: .min)..<Timestamp(rawValue: .max), through: id)
    }
}
