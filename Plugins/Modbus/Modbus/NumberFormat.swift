/// The numbers a device keeps in registers.
///
/// 8-bit numbers live in the low byte of one register (in the high byte when the byte order is little); the other byte
/// is somebody else's.
public enum NumberFormat: UInt8, Hashable, Sendable, CaseIterable {
    case int8, uint8, int16, uint16, int32, uint32, int64, uint64, float32, float64

    /// Registers that a number fills: 1, 2 or 4.
    @inlinable
    public var registers: Int {
        switch self {
        case .int8, .uint8, .int16, .uint16: 1
        case .int32, .uint32, .float32: 2
        case .int64, .uint64, .float64: 4
        }
    }

    /// The bits of a number, in its low end.
    @inlinable
    var mask: UInt64 {
        switch self {
        case .int8, .uint8: 0xFF
        case .int16, .uint16: 0xFFFF
        case .int32, .uint32, .float32: 0xFFFF_FFFF
        case .int64, .uint64, .float64: .max
        }
    }
}
