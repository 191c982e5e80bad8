import CGatewayABI
import GatewayCore

extension CaseRun {
    private static let widest: UInt32 = 4096

    /// Every kind of block, one by one and as many at once as the sink wants.
    func deliveries() {
        guard subject.tables.sink != nil else { return skip("this plugin is no sink") }
        // A receiver that says nothing leaves blocks pending, one that refuses turns them all away.
        let port = given.settings.isEmpty && hasPeer ? LoopbackPort(.silent) : nil
        guard let instance = ready(at: port) else { return }
        let window = judgeWindow(instance)
        var wasTaken = false
        for block in TestBlock.all(instance.plan.points.map(\.handle)) {
            at(block.what)
            guard running(instance), let isOK = offer(block, instance) else { break }
            wasTaken = wasTaken || isOK
        }
        if running(instance) { fill(window, instance) }
        finish(instance)
        if !wasTaken && !reporter.hasErrors {
            reporter.note(
                .rejectReason, "it took no block; give settings of a receiver that is there to have the rest judged")
        }
    }

    private func running(_ instance: TestInstance) -> Bool {
        instance.host.now == .running || judge(instance.start())
    }

    private func judgeWindow(_ instance: TestInstance) -> Int {
        guard let ask = subject.tables.sink?.window else { return 1 }
        var window: UInt32 = 1
        instance.onLoop { instance.tell(.window) { window = ask(instance.pointer) } }
        if window == 0 { reporter.error(.window, "window says 0: nothing could ever be delivered") }
        if window > Self.widest {
            reporter.warning(.window, "window says \(window); a gateway takes at most \(Self.widest)")
        }
        return Int(min(window, 64))
    }

    /// Once, and once more as a repetition. Returns whether it was taken; `nil` when there was no answer.
    private func offer(_ block: TestBlock, _ instance: TestInstance) -> Bool? {
        var block = block
        var isOK = false
        for isResent in [false, true] {
            block.isResent = isResent
            let outcome = instance.deliver(block)
            if outcome == .missing {
                reporter.error(.answerMissing, "a block (\(block.what)) had no answer after \(patience)")
                return nil
            }
            isOK = isOK || outcome.isOK
        }
        return isOK
    }

    /// As many at once as the sink says it takes.
    private func fill(_ window: Int, _ instance: TestInstance) {
        at("\(window) blocks at once")
        let block = TestBlock.all(instance.plan.points.map(\.handle))[0]
        let tokens = (0..<window).map { number in
            var block = block
            block.sequence = UInt64(100 + number)
            return instance.beginDeliver(block)
        }
        let missing = tokens.map(instance.finish).count { $0 == .missing }
        if missing > 0 {
            reporter.error(.answerMissing, "\(missing) of \(window) blocks at once had no answer after \(patience)")
        }
    }
}
