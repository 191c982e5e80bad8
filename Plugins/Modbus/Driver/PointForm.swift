import GatewaySDK
import Modbus

/// What a point is within the coils or registers at its address.
enum PointForm: Hashable, Sendable {
    /// A coil or discrete input.
    case coil
    /// One bit of a register, 0 the lowest.
    case bit(UInt8)
    /// A register that is false when it is 0, and true otherwise.
    case flag
    case number(NumberFormat)
    /// A text of so many bytes.
    case text(Int)

    /// Coils or registers it covers.
    var quantity: Int {
        switch self {
        case .coil, .bit, .flag: 1
        case .number(let format): format.registers
        case .text(let length): RegisterText.registers(length)
        }
    }
}

extension NumberFormat {
    /// `nil` for what is no number.
    init?(_ type: DataType) {
        switch type {
        case .int8: self = .int8
        case .int16: self = .int16
        case .int32: self = .int32
        case .int64: self = .int64
        case .uint8: self = .uint8
        case .uint16: self = .uint16
        case .uint32: self = .uint32
        case .uint64: self = .uint64
        case .float32: self = .float32
        case .float64: self = .float64
        case .bool, .text, .bytes: return nil
        }
    }
}
