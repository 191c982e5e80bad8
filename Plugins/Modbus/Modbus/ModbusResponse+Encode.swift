extension ModbusResponse {
    /// The PDU: function code and data. Throws when the specification does not allow the response.
    public func encoded() throws(DecodeError) -> [UInt8] {
        var pdu: [UInt8] = []
        try encode(into: &pdu)
        return pdu
    }

    /// Appends the PDU to `pdu`; appends nothing when it throws.
    public func encode(into pdu: inout [UInt8]) throws(DecodeError) {
        switch self {
        case .readCoils(let packed), .readDiscreteInputs(let packed):
            try appendBits(packed, to: &pdu)
        case .readHoldingRegisters(let words), .readInputRegisters(let words):
            try appendWords(words, to: &pdu)
        case .writeSingleCoil(let address, let value):
            append(address, value ? CoilWord.on : CoilWord.off, to: &pdu)
        case .writeSingleRegister(let address, let value):
            append(address, value, to: &pdu)
        case .writeMultipleCoils(let address, let quantity):
            try ModbusLimits.check(address: address, quantity: Int(quantity), limit: ModbusLimits.writeBits)
            append(address, quantity, to: &pdu)
        case .writeMultipleRegisters(let address, let quantity):
            try ModbusLimits.check(address: address, quantity: Int(quantity), limit: ModbusLimits.writeRegisters)
            append(address, quantity, to: &pdu)
        case .exception(let function, let code):
            pdu.append(function.rawValue | FunctionCode.exceptionBit)
            pdu.append(code.rawValue)
        case .other(let function, let data):
            guard function.isRequestable else { throw .functionCode(function.rawValue) }
            guard data.count < ModbusLimits.pduSize else { throw .pduSize(data.count + 1) }
            pdu.append(function.rawValue)
            pdu.append(contentsOf: data)
        }
    }

    private func append(_ first: UInt16, _ second: UInt16, to pdu: inout [UInt8]) {
        pdu.append(function.rawValue)
        pdu.append(bigEndian: first)
        pdu.append(bigEndian: second)
    }

    private func appendBits(_ packed: [UInt8], to pdu: inout [UInt8]) throws(DecodeError) {
        let limit = PackedBits.byteCount(ModbusLimits.readBits)
        guard (1...limit).contains(packed.count) else {
            throw .quantity(packed.count * 8, limit: ModbusLimits.readBits)
        }
        pdu.append(function.rawValue)
        pdu.append(UInt8(truncatingIfNeeded: packed.count))
        pdu.append(contentsOf: packed)
    }

    private func appendWords(_ words: [UInt16], to pdu: inout [UInt8]) throws(DecodeError) {
        let limit = ModbusLimits.readRegisters
        guard (1...limit).contains(words.count) else { throw .quantity(words.count, limit: limit) }
        pdu.append(function.rawValue)
        pdu.append(UInt8(truncatingIfNeeded: words.count * 2))
        for word in words { pdu.append(bigEndian: word) }
    }
}
