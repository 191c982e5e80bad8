/// How much of a stream: what is held, what was dropped, what was freed. Exact.
public struct SpoolAmount: Hashable, Sendable {
    public var blocks: Int
    public var samples: Int
    /// Bytes of payload.
    public var bytes: Int

    public init(blocks: Int = 0, samples: Int = 0, bytes: Int = 0) {
        self.blocks = blocks
        self.samples = samples
        self.bytes = bytes
    }

    public init(_ block: SpoolBlock) {
        self.init(blocks: 1, samples: block.sampleCount, bytes: block.payload.count)
    }

    public static let zero = SpoolAmount()

    public static func + (left: SpoolAmount, right: SpoolAmount) -> SpoolAmount {
        SpoolAmount(
            blocks: left.blocks + right.blocks, samples: left.samples + right.samples, bytes: left.bytes + right.bytes)
    }

    public static func - (left: SpoolAmount, right: SpoolAmount) -> SpoolAmount {
        SpoolAmount(
            blocks: left.blocks - right.blocks, samples: left.samples - right.samples, bytes: left.bytes - right.bytes)
    }

    public static func += (left: inout SpoolAmount, right: SpoolAmount) {
        left = left + right
    }
}

/// What a limit took away before it was delivered: to be counted and announced.
public typealias Dropped = SpoolAmount
