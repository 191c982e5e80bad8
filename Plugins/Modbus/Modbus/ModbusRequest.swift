/// What a client asks of a server: the request PDU, checked.
///
/// Addresses count from 0 and quantities are within ``ModbusLimits``, or encoding and decoding throw.
public enum ModbusRequest: Hashable, Sendable {
    case readCoils(address: UInt16, quantity: UInt16)
    case readDiscreteInputs(address: UInt16, quantity: UInt16)
    case readHoldingRegisters(address: UInt16, quantity: UInt16)
    case readInputRegisters(address: UInt16, quantity: UInt16)
    case writeSingleCoil(address: UInt16, value: Bool)
    case writeSingleRegister(address: UInt16, value: UInt16)
    case writeMultipleCoils(address: UInt16, values: [Bool])
    case writeMultipleRegisters(address: UInt16, values: [UInt16])
    /// A function this library does not take apart, with the bytes behind its code.
    case other(FunctionCode, [UInt8])

    public var function: FunctionCode {
        switch self {
        case .readCoils: .readCoils
        case .readDiscreteInputs: .readDiscreteInputs
        case .readHoldingRegisters: .readHoldingRegisters
        case .readInputRegisters: .readInputRegisters
        case .writeSingleCoil: .writeSingleCoil
        case .writeSingleRegister: .writeSingleRegister
        case .writeMultipleCoils: .writeMultipleCoils
        case .writeMultipleRegisters: .writeMultipleRegisters
        case .other(let function, _): function
        }
    }

    /// It may change something at the server. Functions this library does not know count as such.
    public var isWrite: Bool {
        switch self {
        case .readCoils, .readDiscreteInputs, .readHoldingRegisters, .readInputRegisters: false
        default: true
        }
    }
}
