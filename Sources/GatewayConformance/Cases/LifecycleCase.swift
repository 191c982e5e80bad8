import CGatewayABI
import GatewayCore

extension CaseRun {
    private static let rounds = 20

    /// Every order of calls that a host may choose.
    func lifecycle() {
        guard let unprepared = TestInstance(self) else { return }
        at("created and destroyed")
        guard judge(unprepared.create(settings())) else {
            unprepared.finish()
            return skip("create does not take these settings; give some that work with --settings")
        }
        finish(unprepared)
        guard let prepared = ready() else { return }
        at("prepared and destroyed")
        finish(prepared)
        startTwice()
        stopAtOnce()
        startWithoutLuck()
    }

    private func startTwice() {
        guard let instance = ready() else { return }
        at("first start")
        let first = instance.start()
        judge(first)
        instance.settle(for: .milliseconds(50))
        instance.stop()
        at("second start")
        let second = instance.start()
        judge(second)
        if let first, let second, first.isOK, second.known == .bug || second.known == .configuration {
            reporter.error(.startAgain, "the first start said GW_OK, the second \(second.words)")
        }
        instance.settle(for: .milliseconds(50))
        at("destroyed while it ran: stop, then destroy")
        finish(instance)
    }

    private func stopAtOnce() {
        guard let instance = ready() else { return }
        for round in 1...Self.rounds {
            at("stopped at once, round \(round)")
            guard judge(instance.start()) else { break }
            instance.stop()
        }
        finish(instance)
    }

    /// A start that fails leaves an instance that can be started or destroyed.
    private func startWithoutLuck() {
        var manners = HostManners()
        (manners.watch, manners.setTimer) = (GW_UNSUPPORTED, GW_UNSUPPORTED)
        for again in [true, false] {
            guard let instance = ready(subject.isOnLoop ? manners : HostManners()) else { return }
            at("a start that fails")
            judge(instance.start())
            if again {
                instance.stop()
                at("a start after one that failed")
                judge(instance.start())
            }
            at("destroyed after a start that failed")
            finish(instance)
        }
    }
}
