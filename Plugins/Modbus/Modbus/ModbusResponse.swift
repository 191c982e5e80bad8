/// What a server answers: the response PDU, checked for its own form. Whether it fits the request is said by
/// ``check(answers:)``.
public enum ModbusResponse: Hashable, Sendable {
    /// As ``PackedBits``; how many of them count is known from the request only.
    case readCoils(packed: [UInt8])
    case readDiscreteInputs(packed: [UInt8])
    case readHoldingRegisters([UInt16])
    case readInputRegisters([UInt16])
    case writeSingleCoil(address: UInt16, value: Bool)
    case writeSingleRegister(address: UInt16, value: UInt16)
    case writeMultipleCoils(address: UInt16, quantity: UInt16)
    case writeMultipleRegisters(address: UInt16, quantity: UInt16)
    /// The server refused; the function is the one of the request, without the exception bit.
    case exception(FunctionCode, ExceptionCode)
    /// A function this library does not take apart, with the bytes behind its code.
    case other(FunctionCode, [UInt8])

    /// The function that had been asked for.
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
        case .exception(let function, _), .other(let function, _): function
        }
    }
}
