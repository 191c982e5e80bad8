import Modbus
import Testing

@Suite struct RequestTests {
    /// Requests and their bytes, as the specification's examples (V1.1b3 §6) have them.
    static let table: [(ModbusRequest, [UInt8])] = [
        (.readCoils(address: 19, quantity: 19), [0x01, 0x00, 0x13, 0x00, 0x13]),
        (.readDiscreteInputs(address: 196, quantity: 22), [0x02, 0x00, 0xC4, 0x00, 0x16]),
        (.readHoldingRegisters(address: 107, quantity: 3), [0x03, 0x00, 0x6B, 0x00, 0x03]),
        (.readInputRegisters(address: 8, quantity: 1), [0x04, 0x00, 0x08, 0x00, 0x01]),
        (.writeSingleCoil(address: 172, value: true), [0x05, 0x00, 0xAC, 0xFF, 0x00]),
        (.writeSingleCoil(address: 172, value: false), [0x05, 0x00, 0xAC, 0x00, 0x00]),
        (.writeSingleRegister(address: 1, value: 3), [0x06, 0x00, 0x01, 0x00, 0x03]),
        (
            .writeMultipleCoils(
                address: 19, values: [true, false, true, true, false, false, true, true, true, false]),
            [0x0F, 0x00, 0x13, 0x00, 0x0A, 0x02, 0xCD, 0x01]
        ),
        (
            .writeMultipleRegisters(address: 1, values: [10, 258]),
            [0x10, 0x00, 0x01, 0x00, 0x02, 0x04, 0x00, 0x0A, 0x01, 0x02]
        ),
        (.other(FunctionCode(rawValue: 0x2B), [0x0E, 0x01, 0x00]), [0x2B, 0x0E, 0x01, 0x00]),
    ]

    @Test(arguments: table.indices) func `encodes and decodes the specification's examples`(index: Int) throws {
        let (request, bytes) = Self.table[index]
        #expect(try request.encoded() == bytes)
        #expect(try ModbusRequest(pdu: bytes) == request)
    }

    @Test(arguments: table.indices) func `refuses every length but the right one`(index: Int) throws {
        let (request, bytes) = Self.table[index]
        if case .other = request { return }
        for size in 0..<bytes.count {
            #expect(throws: DecodeError.self, "\(size) bytes") { try ModbusRequest(pdu: Array(bytes[..<size])) }
        }
        #expect(throws: DecodeError.trailingBytes(1)) { try ModbusRequest(pdu: bytes + [0]) }
    }

    @Test(
        arguments: [
            ([0x01, 0, 0, 0x00, 0x00], DecodeError.quantity(0, limit: 2000)),
            ([0x01, 0, 0, 0x07, 0xD1], .quantity(2001, limit: 2000)),
            ([0x02, 0, 0, 0x07, 0xD1], .quantity(2001, limit: 2000)),
            ([0x03, 0, 0, 0x00, 0x7E], .quantity(126, limit: 125)),
            ([0x04, 0, 0, 0x00, 0x00], .quantity(0, limit: 125)),
            ([0x03, 0xFF, 0xFF, 0, 2], .addressRange(address: 0xFFFF, quantity: 2)),
            ([0x05, 0, 0, 0x00, 0x01], .coilValue(1)),
            ([0x0F, 0, 0, 0x07, 0xB1, 247], .quantity(1969, limit: 1968)),
            ([0x0F, 0, 0, 0x00, 0x09, 1, 0], .byteCount(stated: 1, expected: 2)),
            ([0x10, 0, 0, 0x00, 0x7C, 248], .quantity(124, limit: 123)),
            ([0x10, 0, 0, 0x00, 0x01, 3, 0, 0, 0], .byteCount(stated: 3, expected: 2)),
            ([0x10, 0, 0, 0x00, 0x02, 4, 0, 0], .truncated(needed: 4, available: 2)),
            ([0x80, 1], .functionCode(0x80)), ([0x83, 1], .functionCode(0x83)), ([0x00], .functionCode(0)),
        ] as [([UInt8], DecodeError)])
    func `says what is wrong with a request`(bytes: [UInt8], error: DecodeError) {
        #expect(throws: error) { try ModbusRequest(pdu: bytes) }
    }

    @Test(arguments: [
        (DecodeError.functionCode(0x80), ExceptionCode.illegalFunction),
        (.addressRange(address: 65535, quantity: 2), .illegalDataAddress),
        (.quantity(0, limit: 125), .illegalDataValue),
        (.trailingBytes(1), .illegalDataValue),
    ])
    func `knows which exception a server answers`(error: DecodeError, code: ExceptionCode) {
        #expect(error.exception == code)
    }

    @Test(
        arguments: [
            .readCoils(address: 0, quantity: 2001), .readHoldingRegisters(address: 0, quantity: 126),
            .readInputRegisters(address: 65535, quantity: 2), .readDiscreteInputs(address: 0, quantity: 0),
            .writeMultipleCoils(address: 0, values: []),
            .writeMultipleCoils(address: 0, values: Array(repeating: true, count: 1969)),
            .writeMultipleRegisters(address: 0, values: Array(repeating: 0, count: 124)),
            .writeMultipleRegisters(address: 65535, values: [1, 2]), .other(FunctionCode(rawValue: 0x81), []),
            .other(FunctionCode(rawValue: 0x2B), Array(repeating: 0, count: 253)),
        ] as [ModbusRequest])
    func `encodes nothing that the specification forbids`(request: ModbusRequest) {
        var bytes: [UInt8] = [1, 2, 3]
        #expect(throws: DecodeError.self) { try request.encode(into: &bytes) }
        #expect(bytes == [1, 2, 3])
    }

    @Test func `takes the largest of each`() throws {
        for request: ModbusRequest in [
            .readCoils(address: 0, quantity: 2000), .readHoldingRegisters(address: 65411, quantity: 125),
            .writeMultipleCoils(address: 0, values: Array(repeating: true, count: 1968)),
            .writeMultipleRegisters(address: 0, values: Array(repeating: 0xFFFF, count: 123)),
        ] {
            #expect(try ModbusRequest(pdu: try request.encoded()) == request)
        }
    }
}
