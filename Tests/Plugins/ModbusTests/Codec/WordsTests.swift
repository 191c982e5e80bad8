import Modbus
import Testing

/// The sample lines of the seed's library.
@Suite struct WordsTests {
    @Test func `says what a request means`() throws {
        let request = ModbusRequest.readHoldingRegisters(address: 0, quantity: 5)
        let frame = TCPFrame(transaction: 1, unit: 1, pdu: try request.encoded())
        #expect(
            frame.requestWords
                == "Modbus Request -> Slave: 1, Function: Read Holding Registers (0x03), Address: 0, Quantity: 5")
        #expect(Hex.spaced(try frame.encoded()) == "00 01 00 00 00 06 01 03 00 00 00 05")
    }

    @Test func `says what a response means`() throws {
        let response = ModbusResponse.readHoldingRegisters([0x1234, 0x5678, 0x9ABC, 0xDEF0, 0x1111])
        let frame = TCPFrame(transaction: 1, unit: 1, pdu: try response.encoded())
        #expect(
            frame.responseWords
                == "Modbus Response -> Slave: 1, Function: Read Holding Registers (0x03), "
                + "Data: [0x1234, 0x5678, 0x9ABC, 0xDEF0, 0x1111]")
        #expect(Hex.spaced(try frame.encoded()) == "00 01 00 00 00 0D 01 03 0A 12 34 56 78 9A BC DE F0 11 11")
    }

    @Test func `says that bytes mean nothing`() {
        #expect(
            TCPFrame(transaction: 1, unit: 9, pdu: [0x03, 0x01]).requestWords
                == "Modbus Request -> Slave: 9, Malformed: 2 bytes needed, 1 there")
    }
}
