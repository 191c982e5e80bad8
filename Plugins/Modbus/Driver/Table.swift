import Modbus

/// The four tables of a Modbus device, as the `table` column spells them.
enum Table: String, Sendable, CaseIterable {
    case coil
    case discrete
    case input
    case holding

    /// It holds single bits, not registers.
    var isBits: Bool {
        self == .coil || self == .discrete
    }

    var isWritable: Bool {
        self == .coil || self == .holding
    }

    var readFunction: FunctionCode {
        switch self {
        case .coil: .readCoils
        case .discrete: .readDiscreteInputs
        case .input: .readInputRegisters
        case .holding: .readHoldingRegisters
        }
    }

    func readRequest(address: UInt16, quantity: UInt16) -> ModbusRequest {
        switch self {
        case .coil: .readCoils(address: address, quantity: quantity)
        case .discrete: .readDiscreteInputs(address: address, quantity: quantity)
        case .input: .readInputRegisters(address: address, quantity: quantity)
        case .holding: .readHoldingRegisters(address: address, quantity: quantity)
        }
    }

    /// What it holds, in messages.
    var plural: String {
        switch self {
        case .coil: "coils"
        case .discrete: "discrete inputs"
        case .input: "input registers"
        case .holding: "holding registers"
        }
    }
}
