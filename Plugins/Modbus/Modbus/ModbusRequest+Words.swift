extension ModbusRequest {
    /// `Function: Read Holding Registers (0x03), Address: 0, Quantity: 5`.
    public var words: String {
        "Function: \(function), \(detail)"
    }

    private var detail: String {
        switch self {
        case .readCoils(let address, let quantity), .readDiscreteInputs(let address, let quantity),
            .readHoldingRegisters(let address, let quantity), .readInputRegisters(let address, let quantity):
            "Address: \(address), Quantity: \(quantity)"
        case .writeSingleCoil(let address, let value):
            "Address: \(address), Value: \(value ? "ON" : "OFF")"
        case .writeSingleRegister(let address, let value):
            "Address: \(address), Value: \(Hex.prefixed(value))"
        case .writeMultipleCoils(let address, let values):
            "Address: \(address), Quantity: \(values.count), Data: [\(values.map { $0 ? "ON" : "OFF" }.joined(separator: ", "))]"
        case .writeMultipleRegisters(let address, let values):
            "Address: \(address), Quantity: \(values.count), Data: [\(values.map(Hex.prefixed).joined(separator: ", "))]"
        case .other(_, let data):
            "Data: [\(data.map(Hex.prefixed).joined(separator: ", "))]"
        }
    }
}
