import Modbus

/// Turns good answers into bad ones, as a plan says. Pure: it decides, a connection acts.
struct FaultInjector {
    private let plan: FaultPlan
    private let noise: SiteNoise
    private var answers: UInt64 = 0

    init(_ plan: FaultPlan, seed: UInt64) {
        self.plan = plan
        noise = SiteNoise(seed: seed)
    }

    /// Counts one answer, a whole frame, and says what to do with it.
    mutating func actions(for answer: [UInt8]) -> [FaultAction] {
        answers &+= 1
        guard let rule = plan.rules.first(where: applies) else { return [.send(answer)] }
        return rule.fault.actions(for: answer)
    }

    private func applies(_ rule: FaultPlan.Rule) -> Bool {
        switch rule.occasion {
        case .request(let number): answers == number
        case .every(let count): answers % max(1, count) == 0
        case .probability(let share): noise.value(.gusts, Int64(truncatingIfNeeded: answers)) < share
        }
    }
}

extension Fault {
    func actions(for answer: [UInt8]) -> [FaultAction] {
        switch self {
        case .stall(let bytes): [.send(Array(answer.prefix(max(0, bytes)))), .hold]
        case .late(let delay): [.wait(delay), .send(answer)]
        case .silence: []
        case .duplicate: [.send(answer), .send(answer)]
        case .wrongTransaction: [.send(answer.changed(at: 1) { $0 ^ 0x55 })]
        case .wrongUnit: [.send(answer.changed(at: 6) { $0 &+ 1 })]
        case .wrongProtocol: [.send(answer.changed(at: 3) { _ in 1 })]
        case .wrongLength: [.send(answer.changed(at: 5) { $0 &+ 1 })]
        case .wrongFunction: [.send(answer.changed(at: 7) { $0 ^ 0x01 })]
        case .garbage: [.send(answer.map { $0 ^ 0xA5 })]
        case .exception(let code): [.send(answer.exception(code))]
        case .close: [.close]
        case .reset: [.reset]
        case .bytewise(let pause): answer.flatMap { [.send([$0]), .wait(pause)] }
        }
    }
}

extension [UInt8] {
    /// The same frame with one byte changed, if it is that long.
    fileprivate func changed(at index: Int, _ change: (UInt8) -> UInt8) -> [UInt8] {
        guard index < count else { return self }
        var frame = self
        frame[index] = change(frame[index])
        return frame
    }

    /// The same frame with an exception in place of its PDU.
    fileprivate func exception(_ code: ExceptionCode) -> [UInt8] {
        guard count > TCPHeader.size else { return self }
        let response = ModbusResponse.exception(FunctionCode(rawValue: self[TCPHeader.size]).base, code)
        let pdu = (try? response.encoded()) ?? []
        let transaction = UInt16(self[0]) << 8 | UInt16(self[1])
        return (try? TCPFrame(transaction: transaction, unit: self[6], pdu: pdu).encoded()) ?? self
    }
}
