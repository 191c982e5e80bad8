/// Answering one request, whatever transport brought it. Modbus Application Protocol V1.1b3 §6, §7.
extension ServedUnits {
    /// Unit 0 speaks to all units at once (Modbus over Serial Line V1.02 §2.1), unless a unit of that number exists.
    static let broadcast: UInt8 = 0

    /// Appends the response PDU to `output`. False when the answer is silence; then nothing was appended.
    public mutating func answer(_ pdu: UnsafeRawBufferPointer, for unit: UInt8, into output: inout [UInt8]) -> Bool {
        guard let function = pdu.first.map(FunctionCode.init) else { return false }
        guard has(unit) else { return answerAbsent(pdu, function, unit, &output) }
        do throws(DecodeError) {
            let request = try ModbusRequest(pdu: pdu)
            serve(request, unit, &output)
        } catch {
            Self.append(.exception(function.base, error.exception), to: &output)
        }
        return true
    }

    private func has(_ unit: UInt8) -> Bool {
        self[unit] != nil
    }

    private mutating func answerAbsent(
        _ pdu: UnsafeRawBufferPointer, _ function: FunctionCode, _ unit: UInt8, _ output: inout [UInt8]
    ) -> Bool {
        if unit == Self.broadcast {
            tellAll(pdu)
            return false
        }
        guard missing == .exception else { return false }
        Self.append(.exception(function.base, .gatewayTargetFailedToRespond), to: &output)
        return true
    }

    private mutating func tellAll(_ pdu: UnsafeRawBufferPointer) {
        guard let request = try? ModbusRequest(pdu: pdu), request.isWrite else { return }
        var unread: [UInt8] = []
        for id in ids { serve(request, id, &unread) }
    }

    private mutating func serve(_ request: ModbusRequest, _ unit: UInt8, _ output: inout [UInt8]) {
        guard let table = request.table else {
            return Self.append(.exception(request.function, .illegalFunction), to: &output)
        }
        let refusal =
            request.isWrite ? write(request, table, unit) : read(request, table, unit, &output)
        if let refusal {
            Self.append(.exception(request.function, refusal), to: &output)
        } else if request.isWrite {
            writes &+= 1
            Self.append(request.confirmation, to: &output)
        }
    }

    /// Appends the block as it lies in the bank, or says why not.
    private mutating func read(
        _ request: ModbusRequest, _ table: RegisterBank.Table, _ unit: UInt8, _ output: inout [UInt8]
    ) -> ExceptionCode? {
        let addresses = request.addresses
        let behaviour = behaviour
        let isServed = self[unit]?.lend { bank in
            guard bank.serves(table, addresses) else { return false }
            behaviour?.willRead(table, addresses, of: unit, in: &bank)
            output.append(request.function.rawValue)
            bank.appendCounted(table, addresses, to: &output)
            return true
        }
        return isServed == true ? nil : .illegalDataAddress
    }

    private mutating func write(_ request: ModbusRequest, _ table: RegisterBank.Table, _ unit: UInt8) -> ExceptionCode?
    {
        let addresses = request.addresses
        let behaviour = behaviour
        let isServed = self[unit]?.serves(table, addresses)
        guard isServed == true else { return .illegalDataAddress }
        let before = self[unit]
        self[unit]?.store(request.cells, in: table, at: UInt16(truncatingIfNeeded: addresses.lowerBound))
        let refusal = self[unit].flatMap { behaviour?.refusal(ofWriting: table, addresses, to: unit, in: $0) }
        if refusal != nil { self[unit] = before }
        return refusal
    }

    /// Responses made here are such as the specification allows; encoding them does not fail.
    private static func append(_ response: ModbusResponse, to output: inout [UInt8]) {
        try? response.encode(into: &output)
    }
}

extension RegisterBank {
    /// Works on the bank in place, also behind an optional.
    fileprivate mutating func lend<Result>(_ body: (inout RegisterBank) -> Result) -> Result {
        body(&self)
    }

    /// The byte count, then the block. A request's limits keep the count within a byte.
    fileprivate func appendCounted(_ table: Table, _ addresses: Range<Int>, to output: inout [UInt8]) {
        if table.holdsBits {
            output.append(UInt8(truncatingIfNeeded: PackedBits.byteCount(addresses.count)))
            appendBits(table, addresses, to: &output)
        } else {
            output.append(UInt8(truncatingIfNeeded: addresses.count * 2))
            appendRegisters(table, addresses, to: &output)
        }
    }
}
