/// One value of one point: 24 bytes, laid out like `gw_sample`, so that batches cross the plugin contract uncopied.
///
/// The meaning of ``bits`` depends on ``type``; texts and bytes are spans (offset in the low, size in the high 32 bits) into
/// the bytes beside the batch.
@frozen
public struct Sample: Sendable {
    /// A handle of a plan at the plugin contract, the point's registered id inside the gateway.
    public var point: UInt32
    /// A ``ValueType``, as the number it crosses the contract with.
    public var typeCode: UInt8
    public var flags: UInt8
    public var qualityBits: UInt16
    /// As the device says; ``Timestamp/none`` when it says nothing.
    public var sourceTime: Timestamp
    public var bits: UInt64

    @inlinable
    public init(
        point: UInt32, type: ValueType, quality: Quality = .good, sourceTime: Timestamp = .none, bits: UInt64 = 0
    ) {
        self.point = point
        typeCode = type.rawValue
        flags = 0
        qualityBits = quality.rawValue
        self.sourceTime = sourceTime
        self.bits = bits
    }

    @inlinable
    public init(point: UInt32, bool: Bool, quality: Quality = .good, sourceTime: Timestamp = .none) {
        self.init(point: point, type: .bool, quality: quality, sourceTime: sourceTime, bits: bool ? 1 : 0)
    }

    @inlinable
    public init(point: UInt32, int: Int64, quality: Quality = .good, sourceTime: Timestamp = .none) {
        self.init(point: point, type: .int, quality: quality, sourceTime: sourceTime, bits: UInt64(bitPattern: int))
    }

    @inlinable
    public init(point: UInt32, uint: UInt64, quality: Quality = .good, sourceTime: Timestamp = .none) {
        self.init(point: point, type: .uint, quality: quality, sourceTime: sourceTime, bits: uint)
    }

    @inlinable
    public init(point: UInt32, float: Double, quality: Quality = .good, sourceTime: Timestamp = .none) {
        self.init(point: point, type: .float, quality: quality, sourceTime: sourceTime, bits: float.bitPattern)
    }

    /// A quality alone, for the point's last value.
    @inlinable
    public init(point: UInt32, quality: Quality) {
        self.init(point: point, type: .none, quality: quality)
    }

    /// Numbers that are no type are read as ``ValueType/none``.
    @inlinable
    public var type: ValueType {
        ValueType(rawValue: typeCode) ?? .none
    }

    @inlinable
    public var quality: Quality {
        get { Quality(rawValue: qualityBits) }
        set { qualityBits = newValue.rawValue }
    }

    @inlinable
    public var float: Double {
        Double(bitPattern: bits)
    }

    @inlinable
    public var int: Int64 {
        Int64(bitPattern: bits)
    }

    /// Whether it is a text or a byte string, whose bytes stand beside the batch.
    @inlinable
    public var hasSpan: Bool {
        typeCode >= ValueType.text.rawValue
    }

    /// Whether the value lies in ``bits`` whole: a Boolean or a number.
    @inlinable
    public var isNumber: Bool {
        typeCode &- ValueType.bool.rawValue <= ValueType.float.rawValue - ValueType.bool.rawValue
    }

    /// Where the text or byte string lies in the bytes beside the batch.
    @inlinable
    public var span: (offset: Int, size: Int) {
        (Int(bits & 0xFFFF_FFFF), Int(bits >> 32))
    }

    /// The value as a number: Booleans as 0 and 1; `nil` for texts, bytes and no value.
    @inlinable
    public var number: Double? {
        switch type {
        case .bool, .uint: Double(bits)
        case .int: Double(int)
        case .float: float
        case .none, .text, .bytes: nil
        }
    }
}
