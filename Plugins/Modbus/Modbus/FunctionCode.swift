/// The first byte of a PDU: what is asked for. Codes that this library does not know are carried as they are.
///
/// Modbus Application Protocol V1.1b3, §5 and §6. The comment behind each code is the name it has in the seed's library.
public struct FunctionCode: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    public static let readCoils = FunctionCode(rawValue: 0x01)  // read_01
    public static let readDiscreteInputs = FunctionCode(rawValue: 0x02)  // read_02
    public static let readHoldingRegisters = FunctionCode(rawValue: 0x03)  // read_03
    public static let readInputRegisters = FunctionCode(rawValue: 0x04)  // read_04
    public static let writeSingleCoil = FunctionCode(rawValue: 0x05)  // write_05
    public static let writeSingleRegister = FunctionCode(rawValue: 0x06)  // write_06
    public static let writeMultipleCoils = FunctionCode(rawValue: 0x0F)  // write_0f
    public static let writeMultipleRegisters = FunctionCode(rawValue: 0x10)  // write_10

    /// The bit that marks the answer as an exception.
    public static let exceptionBit: UInt8 = 0x80

    /// 1…127: the codes a request may carry.
    public var isRequestable: Bool {
        (1...0x7F).contains(rawValue)
    }

    /// The answer is an exception; ``base`` is what had been asked.
    public var isException: Bool {
        rawValue & Self.exceptionBit != 0
    }

    /// Without the exception bit.
    public var base: FunctionCode {
        FunctionCode(rawValue: rawValue & ~Self.exceptionBit)
    }
}

extension FunctionCode: CustomStringConvertible {
    /// `Read Holding Registers (0x03)`.
    public var description: String {
        "\(name) (\(Hex.prefixed(rawValue)))"
    }

    /// As the specification calls it; `Function` for codes it is silent about.
    public var name: String {
        switch self {
        case .readCoils: "Read Coils"
        case .readDiscreteInputs: "Read Discrete Inputs"
        case .readHoldingRegisters: "Read Holding Registers"
        case .readInputRegisters: "Read Input Registers"
        case .writeSingleCoil: "Write Single Coil"
        case .writeSingleRegister: "Write Single Register"
        case .writeMultipleCoils: "Write Multiple Coils"
        case .writeMultipleRegisters: "Write Multiple Registers"
        default: "Function"
        }
    }
}
