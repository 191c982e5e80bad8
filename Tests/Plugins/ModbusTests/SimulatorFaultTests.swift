import Modbus
import Testing

@testable import ModbusSimulator

@Suite struct SimulatorFaultTests {
    private static let answer: [UInt8] = [0x12, 0x34, 0, 0, 0, 5, 1, 3, 2, 0xAB, 0xCD]

    private func sent(_ fault: Fault) -> [UInt8] {
        fault.actions(for: Self.answer).flatMap { action -> [UInt8] in
            if case .send(let bytes) = action { bytes } else { [] }
        }
    }

    @Test func `each fault spoils the answer in its own way`() {
        #expect(Fault.stall(afterBytes: 4).actions(for: Self.answer) == [.send([0x12, 0x34, 0, 0]), .hold])
        #expect(Fault.late(.seconds(2)).actions(for: Self.answer) == [.wait(.seconds(2)), .send(Self.answer)])
        #expect(Fault.silence.actions(for: Self.answer) == [])
        #expect(sent(.duplicate) == Self.answer + Self.answer)
        #expect(sent(.wrongTransaction) == [0x12, 0x61] + Self.answer[2...])
        #expect(sent(.wrongUnit) == Self.answer[..<6] + [2] + Self.answer[7...])
        #expect(sent(.wrongProtocol) == [0x12, 0x34, 0, 1] + Self.answer[4...])
        #expect(sent(.wrongLength) == [0x12, 0x34, 0, 0, 0, 6] + Self.answer[6...])
        #expect(sent(.wrongFunction) == Self.answer[..<7] + [2] + Self.answer[8...])
        #expect(sent(.exception(.serverDeviceBusy)) == [0x12, 0x34, 0, 0, 0, 3, 1, 0x83, 6])
        #expect(Fault.close.actions(for: Self.answer) == [.close])
        #expect(Fault.reset.actions(for: Self.answer) == [.reset])
        #expect(sent(.bytewise(every: .milliseconds(1))) == Self.answer)
        #expect(Fault.bytewise(every: .milliseconds(1)).actions(for: Self.answer).count == 22)
    }

    @Test func `garbage is not a frame`() {
        var parser = TCPFrameParser()
        parser.receive(sent(.garbage))
        #expect(throws: DecodeError.self) { try parser.nextFrame() }
    }

    @Test func `a fault comes at its number, on every so many, or by seeded chance`() {
        var injector = FaultInjector(FaultPlan([.init(.silence, .request(2)), .init(.close, .every(3))]), seed: 1)
        let actions = (1...6).map { _ in injector.actions(for: Self.answer) }
        let good = [FaultAction.send(Self.answer)]
        #expect(actions == [good, [], [.close], good, good, [.close]])

        func run(_ seed: UInt64) -> [Bool] {
            var injector = FaultInjector(FaultPlan([.init(.silence, .probability(0.25))]), seed: seed)
            return (0..<4000).map { _ in injector.actions(for: Self.answer).isEmpty }
        }
        #expect(run(1) == run(1))
        #expect(run(1) != run(2))
        #expect((800...1200).contains(run(1).count { $0 }))
    }

    @Test func `a short frame survives every fault`() {
        for fault in [Fault.wrongFunction, .exception(.acknowledge), .wrongUnit, .stall(afterBytes: -3), .garbage] {
            for length in 0...8 { _ = fault.actions(for: Array(Self.answer.prefix(length))) }
        }
    }

    @Test func `faults are spelled as words`() throws {
        let plan = try FaultPlan(words: [
            "late=600@3", "garbage%1", "exception=6/10", "stall", "bytewise=2", "wrong-unit@1",
        ])
        #expect(
            plan.rules == [
                .init(.late(.milliseconds(600)), .request(3)), .init(.garbage, .probability(0.01)),
                .init(.exception(.serverDeviceBusy), .every(10)), .init(.stall(afterBytes: 5), .every(1)),
                .init(.bytewise(every: .milliseconds(2)), .every(1)), .init(.wrongUnit, .request(1)),
            ])
        for name in Fault.names { #expect(try FaultPlan(words: [name]).rules.count == 1) }
    }

    @Test(arguments: [
        "", "late=", "late=x", "late=-1", "late=99999", "garbage=1", "exception=0", "exception=256", "nonsense",
        "close@0",
        "close@", "close/0", "close%101", "close%nan", "close@1@2", "=5", "@3",
    ])
    func `a word that is no fault is refused`(_ word: String) {
        #expect(throws: SimulatorError.self) { try FaultPlan(words: [word]) }
    }

    @Test func `a script does one thing after the other`() {
        var script = FaultScript()
        script.add([.send([1]), .wait(.seconds(1)), .send([2]), .hold, .send([3])])
        #expect(script.next() == .send([1]))
        #expect(script.next() == .wait(.seconds(1)))
        #expect(script.next() == nil && script.isWaiting && script.isBusy)
        script.waited()
        #expect(script.next() == .send([2]))
        #expect(script.next() == .hold)
        script.waited()
        #expect(script.next() == nil && script.isHeld && script.isBusy)
    }
}
