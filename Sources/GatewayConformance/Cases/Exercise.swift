import CGatewayABI
import GatewayCore
import PluginHost

// What a gateway does with an instance all day long, in a second.
extension CaseRun {
    /// Starts (again) where needed, reads, writes, delivers and traces, `rounds` times; then stops.
    ///
    /// - Parameter waits: whether a missing answer is a fault. Not under a host that refuses what answers need.
    func exercise(_ instance: TestInstance, rounds: Int, waits: Bool = true, _ words: String = "") {
        if !waits { instance.patience = min(instance.patience, .milliseconds(300)) }
        var deaf: Set<RequestLedger.Kind> = []
        func note(_ kind: RequestLedger.Kind, _ outcome: TestInstance.Outcome) {
            guard outcome == .missing else { return }
            deaf.insert(kind)
            guard waits else { return }
            reporter.error(.answerMissing, "a \(kind.rawValue) had no answer after \(patience)")
        }
        for round in 1...rounds {
            at(words.isEmpty ? "round \(round)" : "\(words), round \(round)")
            guard instance.host.now == .running || judge(instance.start()) else { continue }
            trace(instance, on: round.isMultiple(of: 2))
            if !deaf.contains(.read) {
                for group in instance.plan.groups.indices { note(.read, instance.read(group: UInt32(clamping: group))) }
            }
            if !deaf.contains(.write) { writeEachType(instance) { note(.write, $0) } }
            if !deaf.contains(.deliver) { deliverOne(instance, UInt64(round)) { note(.deliver, $0) } }
            instance.settle(for: .milliseconds(30))
        }
        trace(instance, on: false)
        instance.stop()
    }

    func trace(_ instance: TestInstance, on: Bool) {
        guard let enable = subject.tables.trace?.enable, instance.pointer != nil else { return }
        instance.onLoop {
            instance.host.isTracing.store(on, ordering: .releasing)
            instance.tell(.enable) { enable(instance.pointer, on ? 1 : 0) }
        }
    }

    private func writeEachType(_ instance: TestInstance, _ note: (TestInstance.Outcome) -> Void) {
        for (value, point) in zip(TestBlock.everyType, instance.plan.points.dropFirst()) {
            let outcome = instance.write(value, to: point.handle)
            note(outcome)
            if outcome == .missing { return }
        }
    }

    private func deliverOne(_ instance: TestInstance, _ sequence: UInt64, _ note: (TestInstance.Outcome) -> Void) {
        guard subject.tables.sink != nil else { return }
        var block = TestBlock.all(instance.plan.points.map(\.handle))[0]
        block.sequence = sequence
        note(instance.deliver(block))
    }
}
