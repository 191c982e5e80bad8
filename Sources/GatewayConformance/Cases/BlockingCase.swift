extension CaseRun {
    /// Milliseconds that nobody else on the loop should have to wait.
    private static let worst = 500.0

    /// Measures every call, with peers that give a plugin reason to wait.
    func blocking() {
        guard subject.isOnLoop else {
            return skip("this plugin has a thread of its own and may block (case interrupt)")
        }
        for manner in hasPeer ? LoopbackPort.Manner.allCases : [.refusing] {
            let first = slowCalls(manner)
            guard let slowest = first.max(by: { $0.milliseconds < $1.milliseconds }) else { continue }
            // A busy machine may stop anybody for a moment, but hardly twice.
            let second = slowCalls(manner)
            let words = "\(slowest.call.rawValue) took \(Int(slowest.milliseconds)) ms with \(manner.rawValue)"
            if slowest.milliseconds > Self.worst, second.contains(where: { $0.milliseconds > Self.worst }) {
                reporter.error(.neverBlocks, words)
            } else if first.count >= 2 && second.count >= 2 {
                reporter.warning(
                    .neverBlocks, words + "; \(first.count) calls took more than \(Int(TestInstance.slowLimit)) ms")
            }
        }
    }

    private func slowCalls(_ manner: LoopbackPort.Manner) -> [(call: PluginCall, milliseconds: Double)] {
        guard let port = LoopbackPort(manner), let instance = ready(peer: hasPeer ? .init(port: port.number) : nil)
        else { return [] }
        exercise(instance, rounds: 3)
        let slow = instance.onLoop { instance.slowCalls } ?? []
        finish(instance)
        return slow
    }
}
