import Modbus

/// Where a value lies: `input 10`, or a bit of a register: `input 1 bit 2`.
public struct RegisterPlace: Sendable, Equatable {
    public let table: RegisterBank.Table
    /// From 0, as on the wire.
    public let address: UInt16
    /// 0 is the lowest; `nil` unless it is one bit of a register.
    public let bit: UInt8?

    static func coil(_ address: UInt16) -> RegisterPlace {
        RegisterPlace(table: .coil, address: address, bit: nil)
    }

    static func discrete(_ address: UInt16) -> RegisterPlace {
        RegisterPlace(table: .discrete, address: address, bit: nil)
    }

    static func input(_ address: UInt16, bit: UInt8? = nil) -> RegisterPlace {
        RegisterPlace(table: .input, address: address, bit: bit)
    }

    static func holding(_ address: UInt16) -> RegisterPlace {
        RegisterPlace(table: .holding, address: address, bit: nil)
    }
}
