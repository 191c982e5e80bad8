/// What the MBAP header of a Modbus/TCP frame says (Messaging Implementation Guide V1.0b, §3.1.3).
public struct TCPHeader: Hashable, Sendable {
    /// Bytes of the header, the unit identifier included.
    public static let size = 7

    /// Chosen by the client; the server repeats it.
    public let transaction: UInt16
    public let unit: UInt8
    /// Bytes of the PDU that follows: 1…253.
    public let pduSize: Int

    public init(transaction: UInt16, unit: UInt8, pduSize: Int) {
        self.transaction = transaction
        self.unit = unit
        self.pduSize = pduSize
    }

    /// Reads a header; throws for what is not Modbus: another protocol identifier, or a length outside 2…254.
    init(_ reader: inout ByteReader) throws(DecodeError) {
        transaction = try reader.uint16()
        let protocolIdentifier = try reader.uint16()
        guard protocolIdentifier == 0 else { throw .protocolIdentifier(protocolIdentifier) }
        let length = try reader.uint16()
        guard length >= 2, length <= ModbusLimits.pduSize + 1 else { throw .length(length) }
        unit = try reader.uint8()
        pduSize = Int(length) - 1
    }
}
