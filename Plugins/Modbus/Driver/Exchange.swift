import Modbus

/// One request and what its answer must look like.
struct Exchange: Hashable, Sendable {
    /// Who asked.
    enum Purpose: Hashable, Sendable {
        case read(block: Int)
        case write
    }

    let purpose: Purpose
    let device: Int
    let unit: UInt8
    let request: FunctionCode
    let address: UInt16
    /// The quantity, or the value of a single write.
    let operand: UInt16
    /// Behind the operand: byte count and values of a multiple write.
    let payload: [UInt8]
    /// On the monotonic clock. Orders the reads; a write is not sent after it.
    var deadline: Int64

    /// Throws when the specification does not allow the request.
    init(
        _ request: ModbusRequest, _ purpose: Purpose, device: Int, unit: UInt8, deadline: Int64 = 0
    ) throws(DecodeError) {
        let pdu = try request.encoded()
        guard pdu.count >= 5 else { throw .truncated(needed: 5, available: pdu.count) }
        self.purpose = purpose
        self.device = device
        self.unit = unit
        self.request = request.function
        address = UInt16(pdu[1]) << 8 | UInt16(pdu[2])
        operand = UInt16(pdu[3]) << 8 | UInt16(pdu[4])
        payload = Array(pdu[5...])
        self.deadline = deadline
    }

    /// Bytes of data the answer must bring; `nil` for writes, whose answer echoes address and operand.
    var dataSize: Int? {
        switch request {
        case .readCoils, .readDiscreteInputs: PackedBits.byteCount(Int(operand))
        case .readHoldingRegisters, .readInputRegisters: Int(operand) * 2
        default: nil
        }
    }

    /// Appends the frame as it goes over the wire.
    func encode(transaction: UInt16, into bytes: inout [UInt8]) {
        append(transaction, to: &bytes)
        append(0, to: &bytes)
        append(UInt16(truncatingIfNeeded: 6 + payload.count), to: &bytes)
        bytes.append(unit)
        bytes.append(request.rawValue)
        append(address, to: &bytes)
        append(operand, to: &bytes)
        bytes.append(contentsOf: payload)
    }

    private func append(_ word: UInt16, to bytes: inout [UInt8]) {
        bytes.append(UInt8(truncatingIfNeeded: word >> 8))
        bytes.append(UInt8(truncatingIfNeeded: word))
    }
}

extension Exchange: CustomStringConvertible {
    /// `Read Holding Registers (0x03) of unit 1 at address 100`.
    var description: String {
        "\(request) of unit \(unit) at address \(address)"
    }
}
