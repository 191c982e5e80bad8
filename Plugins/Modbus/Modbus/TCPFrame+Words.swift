extension TCPFrame {
    /// What a frame from client to server means:
    /// `Modbus Request -> Slave: 1, Function: Read Holding Registers (0x03), Address: 0, Quantity: 5`.
    public var requestWords: String {
        "Modbus Request -> Slave: \(unit), \(Self.words { () throws(DecodeError) in try ModbusRequest(pdu: pdu).words })"
    }

    /// What a frame from server to client means:
    /// `Modbus Response -> Slave: 1, Function: Read Holding Registers (0x03), Data: [0x1234, 0x5678]`.
    public var responseWords: String {
        "Modbus Response -> Slave: \(unit), \(Self.words { () throws(DecodeError) in try ModbusResponse(pdu: pdu).words })"
    }

    private static func words(_ decode: () throws(DecodeError) -> String) -> String {
        do throws(DecodeError) {
            return try decode()
        } catch {
            return "Malformed: \(error)"
        }
    }
}
