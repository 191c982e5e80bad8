import CGatewayABI
import GatewayCore

extension CaseRun {
    /// Values of every type and phase, and one that comes too late.
    func writes() {
        guard subject.tables.write != nil else { return skip("this plugin has no gw.write/1") }
        guard let instance = ready() else { return }
        let isAlone = given.settings.isEmpty && hasPeer
        writing: for value in TestBlock.everyType + TestBlock.oddNumbers {
            for point in instance.plan.points.prefix(4) {
                at("\(value) to \(point.name)")
                guard instance.host.now == .running || judge(instance.start()) else { break writing }
                let outcome = instance.write(value, to: point.handle)
                if outcome == .missing {
                    reporter.error(.answerMissing, "a write had no answer after \(patience)")
                    break writing
                }
                if outcome.isOK && isAlone {
                    reporter.error(
                        .honestWrite, "a write of \(value) said GW_OK, though nobody listens at the peer's port")
                    break writing
                }
            }
        }
        writePhases(instance)
        finish(instance)
        writeTooLate()
    }

    private func writePhases(_ instance: TestInstance) {
        guard let point = instance.plan.points.first else { return }
        for phase in [GW_PHASE_SELECT, GW_PHASE_OPERATE, GW_PHASE_CANCEL, 99] {
            at("phase \(phase)")
            guard instance.host.now == .running || judge(instance.start()) else { return }
            if instance.write(.int(1), to: point.handle, phase: phase) == .missing {
                return reporter.error(.answerMissing, "a write of phase \(phase) had no answer after \(patience)")
            }
        }
    }

    /// When the deadline is over, nothing may cross the wire.
    private func writeTooLate() {
        guard hasPeer, let port = LoopbackPort(.silent), let instance = ready(peer: .init(port: port.number)) else {
            return
        }
        defer { finish(instance) }
        at("a write whose deadline is over")
        guard judge(instance.start()), let point = instance.plan.points.first(where: { $0.dataType != .bool }) else {
            return
        }
        instance.bell.wait(min(patience, .seconds(2))) { port.connectionCount > 0 || instance.host.now != .running }
        guard instance.host.now == .running, port.connectionCount > 0 else { return }
        instance.settle(for: .milliseconds(200))
        let before = port.byteCount
        let outcome = instance.write(.int(1), to: point.handle, lifetime: -1_000_000_000)
        instance.settle(for: .milliseconds(200))
        let sent = port.byteCount - before
        if sent > 0 {
            reporter.error(.deadline, "\(sent) bytes were sent for a write whose deadline was over 1 s before")
        }
        if outcome.isOK { reporter.error(.deadline, "a write whose deadline was over 1 s before said GW_OK") }
    }
}
