/// A ``Value`` taken apart the way it travels: eight bytes, and beside them the bytes of a text.
public struct ScalarBytes {
    public let bits: UInt64
    public let bytes: [UInt8]

    public init(_ value: Value) {
        switch value {
        case .none: (bits, bytes) = (0, [])
        case .bool(let value): (bits, bytes) = (value ? 1 : 0, [])
        case .int(let value): (bits, bytes) = (UInt64(bitPattern: value), [])
        case .uint(let value): (bits, bytes) = (value, [])
        case .float(let value): (bits, bytes) = (value.bitPattern, [])
        case .text(let value):
            bytes = Array(value.utf8)
            bits = UInt64(bytes.count) << 32
        case .bytes(let value):
            bytes = value
            bits = UInt64(bytes.count) << 32
        }
    }
}
