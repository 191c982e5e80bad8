extension ModbusRequest {
    /// The PDU: function code and data. Throws when the specification does not allow the request.
    public func encoded() throws(DecodeError) -> [UInt8] {
        var pdu: [UInt8] = []
        try encode(into: &pdu)
        return pdu
    }

    /// Appends the PDU to `pdu`; appends nothing when it throws.
    public func encode(into pdu: inout [UInt8]) throws(DecodeError) {
        switch self {
        case .readCoils(let address, let quantity), .readDiscreteInputs(let address, let quantity):
            try Self.check(address, quantity, ModbusLimits.readBits)
            append(address, quantity, to: &pdu)
        case .readHoldingRegisters(let address, let quantity), .readInputRegisters(let address, let quantity):
            try Self.check(address, quantity, ModbusLimits.readRegisters)
            append(address, quantity, to: &pdu)
        case .writeSingleCoil(let address, let value):
            append(address, value ? CoilWord.on : CoilWord.off, to: &pdu)
        case .writeSingleRegister(let address, let value):
            append(address, value, to: &pdu)
        case .writeMultipleCoils(let address, let values):
            try ModbusLimits.check(address: address, quantity: values.count, limit: ModbusLimits.writeBits)
            append(address, UInt16(truncatingIfNeeded: values.count), to: &pdu)
            appendCounted(PackedBits.pack(values), to: &pdu)
        case .writeMultipleRegisters(let address, let values):
            try ModbusLimits.check(address: address, quantity: values.count, limit: ModbusLimits.writeRegisters)
            append(address, UInt16(truncatingIfNeeded: values.count), to: &pdu)
            pdu.append(UInt8(truncatingIfNeeded: values.count * 2))
            for value in values { pdu.append(bigEndian: value) }
        case .other(let function, let data):
            guard function.isRequestable else { throw .functionCode(function.rawValue) }
            guard data.count < ModbusLimits.pduSize else { throw .pduSize(data.count + 1) }
            pdu.append(function.rawValue)
            pdu.append(contentsOf: data)
        }
    }

    private static func check(_ address: UInt16, _ quantity: UInt16, _ limit: Int) throws(DecodeError) {
        try ModbusLimits.check(address: address, quantity: Int(quantity), limit: limit)
    }

    private func append(_ first: UInt16, _ second: UInt16, to pdu: inout [UInt8]) {
        pdu.append(function.rawValue)
        pdu.append(bigEndian: first)
        pdu.append(bigEndian: second)
    }

    private func appendCounted(_ bytes: [UInt8], to pdu: inout [UInt8]) {
        pdu.append(UInt8(truncatingIfNeeded: bytes.count))
        pdu.append(contentsOf: bytes)
    }
}
