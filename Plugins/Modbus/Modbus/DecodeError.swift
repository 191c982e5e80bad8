/// What is wrong with bytes that came from outside, or with a request before it is sent.
///
/// It carries numbers only, so that throwing it costs nothing.
public enum DecodeError: Error, Hashable, Sendable {
    /// The bytes end before the field does.
    case truncated(needed: Int, available: Int)
    /// Bytes are left over after the last field.
    case trailingBytes(Int)
    /// A request may carry 1…127 only.
    case functionCode(UInt8)
    /// Coils or registers: the specification allows 1…`limit`.
    case quantity(Int, limit: Int)
    /// The byte count does not fit the quantity, or is odd for registers.
    case byteCount(stated: Int, expected: Int)
    /// ``FunctionCode/writeSingleCoil`` knows 0x0000 and 0xFF00 only.
    case coilValue(UInt16)
    /// The last address would lie beyond 65535.
    case addressRange(address: UInt16, quantity: Int)
    /// A PDU has at most 253 bytes.
    case pduSize(Int)
    /// The MBAP header's protocol identifier, which is 0 for Modbus.
    case protocolIdentifier(UInt16)
    /// The MBAP header's length field, which is 2…254.
    case length(UInt16)

    /// What a server answers to a request with this fault. V1.1b3 §6: quantity and form are checked before addresses.
    public var exception: ExceptionCode {
        switch self {
        case .functionCode: .illegalFunction
        case .addressRange: .illegalDataAddress
        default: .illegalDataValue
        }
    }
}

extension DecodeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .truncated(let needed, let available): "\(needed) bytes needed, \(available) there"
        case .trailingBytes(let count): "\(count) bytes too many"
        case .functionCode(let code): "function code \(Hex.prefixed(code)) in a request"
        case .quantity(let quantity, let limit): "quantity \(quantity), allowed are 1 to \(limit)"
        case .byteCount(let stated, let expected): "byte count \(stated) where \(expected) was expected"
        case .coilValue(let value): "coil value \(Hex.prefixed(value)), allowed are 0x0000 and 0xFF00"
        case .addressRange(let address, let quantity): "\(quantity) from address \(address) reach past 65535"
        case .pduSize(let size): "PDU of \(size) bytes, at most 253 are allowed"
        case .protocolIdentifier(let id): "protocol identifier \(id) where Modbus has 0"
        case .length(let length): "MBAP length \(length), allowed are 2 to 254"
        }
    }
}
