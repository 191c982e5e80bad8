import GatewayLoop

extension CaseRun {
    private static let instances = 4
    private static let lives = 5

    /// Instances know nothing of each other.
    func sideBySide() {
        // Made before the threads look at it.
        guard nobody != nil else { return skip("no port on the loopback address") }
        guard let alone = ready() else { return }
        exercise(alone, rounds: 2)
        finish(alone)
        // What one instance does wrong alone, other cases tell.
        guard !reporter.hasErrors else { return }
        at("\(Self.instances) instances at once")
        runThreads(Self.instances) { [self] in
            guard let loop = try? EventLoop(name: "side") else { return }
            for _ in 0..<Self.lives {
                guard let instance = ready(on: loop) else { break }
                exercise(instance, rounds: 2)
                instance.destroy()
                instance.finishUnless(loop)
            }
            loop.stop()
        }
        if reporter.hasErrors {
            reporter.error(.instancesApart, "one instance keeps the contract, \(Self.instances) at once do not")
        }
    }
}
