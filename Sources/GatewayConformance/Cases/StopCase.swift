import GatewayCore

extension CaseRun {
    /// Stops at different moments of a run with requests under way.
    func stopping() {
        let port = hasPeer ? LoopbackPort(.silent) : nil
        guard let instance = ready(at: port) else { return }
        // The first run may open what stays for good: a library's own thread, a random number generator.
        runAndStop(instance, after: 20)
        let before = ProcessCounts.now
        for (round, milliseconds) in [0, 1, 20, 100, 300].enumerated() {
            at("round \(round + 1), stopped after \(milliseconds) ms")
            runAndStop(instance, after: milliseconds)
        }
        judgeRest(instance, before)
        at("after stop")
        instance.settleIdle(for: .milliseconds(200))
        finish(instance)
        at("after destroy")
        instance.settleIdle(for: .milliseconds(100))
    }

    private func runAndStop(_ instance: TestInstance, after milliseconds: Int) {
        guard judge(instance.start()) else { return }
        if !subject.mayBlock { beginEverything(instance) }
        instance.settle(for: .milliseconds(milliseconds))
        instance.stop()
    }

    private func beginEverything(_ instance: TestInstance) {
        _ = instance.beginRead()
        if let point = instance.plan.points.first {
            _ = instance.beginWrite(.int(1), to: point.handle, phase: 0, lifetime: 5_000_000_000)
        }
        if subject.isSink { _ = instance.beginDeliver(TestBlock.all(instance.plan.points.map(\.handle))[0]) }
    }

    /// What is on its way out has a moment: a thread that ends, and our own end of a connection, which lies in this process too.
    private func judgeRest(_ instance: TestInstance, _ before: ProcessCounts) {
        instance.bell.wait(.milliseconds(500)) {
            let now = ProcessCounts.now
            return now.threads <= before.threads && now.newFiles(since: before).isEmpty
        }
        let after = ProcessCounts.now
        let files = after.newFiles(since: before)
        if !files.isEmpty {
            let words = files.prefix(5).joined(separator: ", ")
            reporter.error(
                .stopFrees, "after 5 runs \(files.count) files were still open half a second after stop: \(words)")
        }
        let threads = after.threads - before.threads
        if threads > 0 {
            reporter.error(.stopFrees, "after 5 runs \(threads) threads were still there half a second after stop")
        }
    }
}

extension TestInstance {
    /// Lets time pass, whatever the instance does.
    func settleIdle(for time: Duration) {
        bell.wait(time) { false }
    }
}
