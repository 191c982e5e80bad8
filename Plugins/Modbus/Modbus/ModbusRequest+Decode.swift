extension ModbusRequest {
    /// Reads a request PDU, as a server receives it. ``DecodeError/exception`` is the answer to one that throws.
    public init(pdu: UnsafeRawBufferPointer) throws(DecodeError) {
        guard pdu.count <= ModbusLimits.pduSize else { throw .pduSize(pdu.count) }
        var reader = ByteReader(pdu)
        let function = FunctionCode(rawValue: try reader.uint8())
        guard function.isRequestable else { throw .functionCode(function.rawValue) }
        self = try Self.body(function, &reader)
        try reader.end()
    }

    /// Reads a request PDU from an array.
    public init(pdu: [UInt8]) throws(DecodeError) {
        self = try pdu.withRawBytes { bytes throws(DecodeError) in try ModbusRequest(pdu: bytes) }
    }

    private static func body(_ function: FunctionCode, _ reader: inout ByteReader) throws(DecodeError) -> ModbusRequest
    {
        switch function {
        case .readCoils:
            let (address, quantity) = try range(&reader, ModbusLimits.readBits)
            return .readCoils(address: address, quantity: quantity)
        case .readDiscreteInputs:
            let (address, quantity) = try range(&reader, ModbusLimits.readBits)
            return .readDiscreteInputs(address: address, quantity: quantity)
        case .readHoldingRegisters:
            let (address, quantity) = try range(&reader, ModbusLimits.readRegisters)
            return .readHoldingRegisters(address: address, quantity: quantity)
        case .readInputRegisters:
            let (address, quantity) = try range(&reader, ModbusLimits.readRegisters)
            return .readInputRegisters(address: address, quantity: quantity)
        case .writeSingleCoil:
            return .writeSingleCoil(address: try reader.uint16(), value: try CoilWord.value(try reader.uint16()))
        case .writeSingleRegister:
            return .writeSingleRegister(address: try reader.uint16(), value: try reader.uint16())
        case .writeMultipleCoils: return try multipleCoils(&reader)
        case .writeMultipleRegisters: return try multipleRegisters(&reader)
        default: return .other(function, reader.rest())
        }
    }

    private static func range(_ reader: inout ByteReader, _ limit: Int) throws(DecodeError) -> (UInt16, UInt16) {
        let address = try reader.uint16()
        let quantity = try reader.uint16()
        try ModbusLimits.check(address: address, quantity: Int(quantity), limit: limit)
        return (address, quantity)
    }

    private static func multipleCoils(_ reader: inout ByteReader) throws(DecodeError) -> ModbusRequest {
        let (address, quantity) = try range(&reader, ModbusLimits.writeBits)
        let expected = PackedBits.byteCount(Int(quantity))
        let stated = Int(try reader.uint8())
        guard stated == expected else { throw .byteCount(stated: stated, expected: expected) }
        let values = try PackedBits.unpack(try reader.bytes(expected), count: Int(quantity))
        return .writeMultipleCoils(address: address, values: values)
    }

    private static func multipleRegisters(_ reader: inout ByteReader) throws(DecodeError) -> ModbusRequest {
        let (address, quantity) = try range(&reader, ModbusLimits.writeRegisters)
        let stated = Int(try reader.uint8())
        guard stated == 2 * Int(quantity) else { throw .byteCount(stated: stated, expected: 2 * Int(quantity)) }
        return .writeMultipleRegisters(address: address, values: try reader.words(Int(quantity)))
    }
}
