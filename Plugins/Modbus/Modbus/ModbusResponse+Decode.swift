extension ModbusResponse {
    /// Reads a response PDU, as a client receives it.
    public init(pdu: UnsafeRawBufferPointer) throws(DecodeError) {
        guard pdu.count <= ModbusLimits.pduSize else { throw .pduSize(pdu.count) }
        var reader = ByteReader(pdu)
        let function = FunctionCode(rawValue: try reader.uint8())
        self =
            function.isException
            ? .exception(function.base, ExceptionCode(rawValue: try reader.uint8())) : try Self.body(function, &reader)
        try reader.end()
    }

    /// Reads a response PDU from an array.
    public init(pdu: [UInt8]) throws(DecodeError) {
        self = try pdu.withRawBytes { bytes throws(DecodeError) in try ModbusResponse(pdu: bytes) }
    }

    private static func body(_ function: FunctionCode, _ reader: inout ByteReader) throws(DecodeError) -> ModbusResponse
    {
        switch function {
        case .readCoils: return .readCoils(packed: try bits(&reader))
        case .readDiscreteInputs: return .readDiscreteInputs(packed: try bits(&reader))
        case .readHoldingRegisters: return .readHoldingRegisters(try words(&reader))
        case .readInputRegisters: return .readInputRegisters(try words(&reader))
        case .writeSingleCoil:
            return .writeSingleCoil(address: try reader.uint16(), value: try CoilWord.value(try reader.uint16()))
        case .writeSingleRegister:
            return .writeSingleRegister(address: try reader.uint16(), value: try reader.uint16())
        case .writeMultipleCoils:
            let (address, quantity) = try range(&reader, ModbusLimits.writeBits)
            return .writeMultipleCoils(address: address, quantity: quantity)
        case .writeMultipleRegisters:
            let (address, quantity) = try range(&reader, ModbusLimits.writeRegisters)
            return .writeMultipleRegisters(address: address, quantity: quantity)
        default:
            guard function.isRequestable else { throw .functionCode(function.rawValue) }
            return .other(function, reader.rest())
        }
    }

    private static func bits(_ reader: inout ByteReader) throws(DecodeError) -> [UInt8] {
        let count = Int(try reader.uint8())
        guard (1...PackedBits.byteCount(ModbusLimits.readBits)).contains(count) else {
            throw .quantity(count * 8, limit: ModbusLimits.readBits)
        }
        return try reader.bytes(count)
    }

    private static func words(_ reader: inout ByteReader) throws(DecodeError) -> [UInt16] {
        let count = Int(try reader.uint8())
        guard count % 2 == 0 else { throw .byteCount(stated: count, expected: count + 1) }
        guard (1...ModbusLimits.readRegisters).contains(count / 2) else {
            throw .quantity(count / 2, limit: ModbusLimits.readRegisters)
        }
        return try reader.words(count / 2)
    }

    private static func range(_ reader: inout ByteReader, _ limit: Int) throws(DecodeError) -> (UInt16, UInt16) {
        let address = try reader.uint16()
        let quantity = try reader.uint16()
        try ModbusLimits.check(address: address, quantity: Int(quantity), limit: limit)
        return (address, quantity)
    }
}
