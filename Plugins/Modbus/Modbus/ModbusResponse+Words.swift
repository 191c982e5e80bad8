extension ModbusResponse {
    /// `Function: Read Holding Registers (0x03), Data: [0x1234, 0x5678]`.
    public var words: String {
        "Function: \(function), \(detail)"
    }

    private var detail: String {
        switch self {
        case .readCoils(let bytes), .readDiscreteInputs(let bytes), .other(_, let bytes):
            "Data: [\(bytes.map(Hex.prefixed).joined(separator: ", "))]"
        case .readHoldingRegisters(let words), .readInputRegisters(let words):
            "Data: [\(words.map(Hex.prefixed).joined(separator: ", "))]"
        case .writeSingleCoil(let address, let value): "Address: \(address), Value: \(value ? "ON" : "OFF")"
        case .writeSingleRegister(let address, let value): "Address: \(address), Value: \(Hex.prefixed(value))"
        case .writeMultipleCoils(let address, let quantity), .writeMultipleRegisters(let address, let quantity):
            "Address: \(address), Quantity: \(quantity)"
        case .exception(_, let code): "Exception: \(code)"
        }
    }
}
