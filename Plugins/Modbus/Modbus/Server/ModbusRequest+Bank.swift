/// What a request means for a bank.
extension ModbusRequest {
    /// The table it reads or writes; `nil` for functions a bank does not know.
    var table: RegisterBank.Table? {
        switch self {
        case .readCoils, .writeSingleCoil, .writeMultipleCoils: .coil
        case .readDiscreteInputs: .discrete
        case .readInputRegisters: .input
        case .readHoldingRegisters, .writeSingleRegister, .writeMultipleRegisters: .holding
        case .other: nil
        }
    }

    var addresses: Range<Int> {
        switch self {
        case .readCoils(let address, let quantity), .readDiscreteInputs(let address, let quantity),
            .readHoldingRegisters(let address, let quantity), .readInputRegisters(let address, let quantity):
            Int(address)..<Int(address) + Int(quantity)
        case .writeSingleCoil(let address, _), .writeSingleRegister(let address, _):
            Int(address)..<Int(address) + 1
        case .writeMultipleCoils(let address, let values): Int(address)..<Int(address) + values.count
        case .writeMultipleRegisters(let address, let values): Int(address)..<Int(address) + values.count
        case .other: 0..<0
        }
    }

    /// What a write stores, as ``RegisterBank/store(_:in:at:)-([UInt8],_,_)`` takes it.
    var cells: [UInt8] {
        switch self {
        case .writeSingleCoil(_, let value): [value ? 1 : 0]
        case .writeMultipleCoils(_, let values): values.map { $0 ? 1 : 0 }
        case .writeSingleRegister(_, let value): Self.bytes([value])
        case .writeMultipleRegisters(_, let values): Self.bytes(values)
        default: []
        }
    }

    /// How a write is confirmed: by an echo, or by address and quantity.
    var confirmation: ModbusResponse {
        let quantity = UInt16(truncatingIfNeeded: addresses.count)
        return switch self {
        case .writeSingleCoil(let address, let value): .writeSingleCoil(address: address, value: value)
        case .writeSingleRegister(let address, let value): .writeSingleRegister(address: address, value: value)
        case .writeMultipleCoils(let address, _): .writeMultipleCoils(address: address, quantity: quantity)
        case .writeMultipleRegisters(let address, _): .writeMultipleRegisters(address: address, quantity: quantity)
        default: .exception(function, .illegalFunction)
        }
    }

    private static func bytes(_ words: [UInt16]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(words.count * 2)
        for word in words { bytes.append(bigEndian: word) }
        return bytes
    }
}
