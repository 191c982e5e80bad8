import Modbus
import Testing

@Suite struct ResponseTests {
    static let table: [(ModbusResponse, [UInt8])] = [
        (.readCoils(packed: [0xCD, 0x6B, 0x05]), [0x01, 0x03, 0xCD, 0x6B, 0x05]),
        (.readDiscreteInputs(packed: [0xAC]), [0x02, 0x01, 0xAC]),
        (.readHoldingRegisters([0x022B, 0x0000, 0x0064]), [0x03, 0x06, 0x02, 0x2B, 0x00, 0x00, 0x00, 0x64]),
        (.readInputRegisters([0x000A]), [0x04, 0x02, 0x00, 0x0A]),
        (.writeSingleCoil(address: 172, value: true), [0x05, 0x00, 0xAC, 0xFF, 0x00]),
        (.writeSingleRegister(address: 1, value: 3), [0x06, 0x00, 0x01, 0x00, 0x03]),
        (.writeMultipleCoils(address: 19, quantity: 10), [0x0F, 0x00, 0x13, 0x00, 0x0A]),
        (.writeMultipleRegisters(address: 1, quantity: 2), [0x10, 0x00, 0x01, 0x00, 0x02]),
        (.exception(.readHoldingRegisters, .illegalDataAddress), [0x83, 0x02]),
        (.exception(FunctionCode(rawValue: 0x2B), .unknown(0x77)), [0xAB, 0x77]),
        (.other(FunctionCode(rawValue: 0x11), [1, 2]), [0x11, 1, 2]),
    ]

    @Test(arguments: table.indices) func `encodes and decodes the specification's examples`(index: Int) throws {
        let (response, bytes) = Self.table[index]
        #expect(try response.encoded() == bytes)
        #expect(try ModbusResponse(pdu: bytes) == response)
    }

    @Test(arguments: table.indices) func `refuses every length but the right one`(index: Int) throws {
        let (response, bytes) = Self.table[index]
        if case .other = response { return }
        for size in 0..<bytes.count {
            #expect(throws: DecodeError.self, "\(size) bytes") { try ModbusResponse(pdu: Array(bytes[..<size])) }
        }
        #expect(throws: DecodeError.trailingBytes(1)) { try ModbusResponse(pdu: bytes + [0]) }
    }

    @Test(
        arguments: [
            ([0x03, 0x03, 1, 2, 3], DecodeError.byteCount(stated: 3, expected: 4)),
            ([0x03, 0x00], .quantity(0, limit: 125)), ([0x01, 0xFB], .quantity(2008, limit: 2000)),
            ([0x03, 0xFC] + Array(repeating: 0, count: 251), .quantity(126, limit: 125)),
            ([0x11] + Array(repeating: 0, count: 253), .pduSize(254)), ([0x00, 0x00], .functionCode(0)),
            ([0x05, 0, 0, 0xFF, 0xFF], .coilValue(0xFFFF)), ([0x0F, 0, 0, 0, 0], .quantity(0, limit: 1968)),
        ] as [([UInt8], DecodeError)])
    func `says what is wrong with a response`(bytes: [UInt8], error: DecodeError) {
        #expect(throws: error) { try ModbusResponse(pdu: bytes) }
    }

    @Test(arguments: [
        (
            ModbusRequest.readHoldingRegisters(address: 0, quantity: 2), ModbusResponse.readHoldingRegisters([1]),
            "invalid response: expected 2 registers, received Function: Read Holding Registers (0x03), Data: [0x0001]"
        ),
        (
            .readCoils(address: 0, quantity: 9), .readCoils(packed: [1]),
            "invalid response: expected 2 bytes of bits, received Function: Read Coils (0x01), Data: [0x01]"
        ),
        (
            .readInputRegisters(address: 0, quantity: 1), .readHoldingRegisters([1]),
            "invalid response: expected Read Input Registers (0x04), received Read Holding Registers (0x03)"
        ),
        (
            .writeSingleRegister(address: 1, value: 2), .writeSingleRegister(address: 1, value: 3),
            "invalid response: expected an echo of Function: Write Single Register (0x06), Address: 1, Value: 0x0002, "
                + "received Function: Write Single Register (0x06), Address: 1, Value: 0x0003"
        ),
        (
            .readCoils(address: 0, quantity: 1), .exception(.readCoils, .serverDeviceBusy),
            "Read Coils (0x01) refused: server device busy (0x06)"
        ),
    ])
    func `tells why an answer is none`(request: ModbusRequest, response: ModbusResponse, words: String) {
        let error = #expect(throws: ModbusError.self) { try response.check(answers: request) }
        #expect(error?.description == words)
    }

    @Test func `takes the right answers`() throws {
        try ModbusResponse.readCoils(packed: [1, 0]).check(answers: .readCoils(address: 0, quantity: 9))
        try ModbusResponse.readInputRegisters([7]).check(answers: .readInputRegisters(address: 5, quantity: 1))
        try ModbusResponse.writeSingleCoil(address: 3, value: true).check(
            answers: .writeSingleCoil(address: 3, value: true))
        try ModbusResponse.writeMultipleCoils(address: 3, quantity: 2)
            .check(answers: .writeMultipleCoils(address: 3, values: [true, false]))
        try ModbusResponse.writeMultipleRegisters(address: 3, quantity: 1)
            .check(answers: .writeMultipleRegisters(address: 3, values: [9]))
    }
}
