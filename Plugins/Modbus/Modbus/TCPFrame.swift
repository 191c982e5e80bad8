/// One Modbus/TCP frame: an MBAP header and a PDU.
public struct TCPFrame: Hashable, Sendable {
    public var transaction: UInt16
    public var unit: UInt8
    /// Function code and data; 1…253 bytes.
    public var pdu: [UInt8]

    public init(transaction: UInt16, unit: UInt8, pdu: [UInt8]) {
        self.transaction = transaction
        self.unit = unit
        self.pdu = pdu
    }

    /// The bytes on the wire. Throws ``DecodeError/pduSize(_:)`` for a PDU that no frame can carry.
    public func encoded() throws(DecodeError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(TCPHeader.size + pdu.count)
        try encode(into: &bytes)
        return bytes
    }

    /// Appends the bytes on the wire; appends nothing when it throws.
    public func encode(into bytes: inout [UInt8]) throws(DecodeError) {
        guard (1...ModbusLimits.pduSize).contains(pdu.count) else { throw .pduSize(pdu.count) }
        bytes.append(bigEndian: transaction)
        bytes.append(bigEndian: 0)
        bytes.append(bigEndian: UInt16(truncatingIfNeeded: pdu.count + 1))
        bytes.append(unit)
        bytes.append(contentsOf: pdu)
    }
}

extension TCPFrame {
    /// Takes one whole frame apart; `nil` when the bytes are anything else.
    public init?(received bytes: UnsafeRawBufferPointer) {
        var reader = ByteReader(bytes)
        guard let header = try? TCPHeader(&reader), reader.remaining == header.pduSize else { return nil }
        self.init(transaction: header.transaction, unit: header.unit, pdu: reader.rest())
    }
}
