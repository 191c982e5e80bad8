extension ModbusResponse {
    /// Throws unless this can be the answer to `request`: same function, the quantity that was asked for, the written
    /// address and value echoed. An exception throws ``ModbusError/exception(_:_:)``.
    public func check(answers request: ModbusRequest) throws(ModbusError) {
        guard function == request.function else {
            throw .invalidResponse(expected: "\(request.function)", received: "\(function)")
        }
        if case .exception(let function, let code) = self { throw .exception(function, code) }
        guard fits(request) else { throw .invalidResponse(expected: Self.expectation(request), received: words) }
    }

    private func fits(_ request: ModbusRequest) -> Bool {
        switch (request, self) {
        case (.readCoils(_, let quantity), .readCoils(let packed)),
            (.readDiscreteInputs(_, let quantity), .readDiscreteInputs(let packed)):
            packed.count == PackedBits.byteCount(Int(quantity))
        case (.readHoldingRegisters(_, let quantity), .readHoldingRegisters(let words)),
            (.readInputRegisters(_, let quantity), .readInputRegisters(let words)):
            words.count == Int(quantity)
        case (.writeSingleCoil(let address, let value), .writeSingleCoil(let echo, let echoed)):
            address == echo && value == echoed
        case (.writeSingleRegister(let address, let value), .writeSingleRegister(let echo, let echoed)):
            address == echo && value == echoed
        case (.writeMultipleCoils(let address, let values), .writeMultipleCoils(let echo, let quantity)):
            address == echo && values.count == Int(quantity)
        case (.writeMultipleRegisters(let address, let values), .writeMultipleRegisters(let echo, let quantity)):
            address == echo && values.count == Int(quantity)
        case (.other, .other): true
        default: false
        }
    }

    private static func expectation(_ request: ModbusRequest) -> String {
        switch request {
        case .readCoils(_, let quantity), .readDiscreteInputs(_, let quantity):
            "\(PackedBits.byteCount(Int(quantity))) bytes of bits"
        case .readHoldingRegisters(_, let quantity), .readInputRegisters(_, let quantity): "\(quantity) registers"
        default: "an echo of \(request.words)"
        }
    }
}
