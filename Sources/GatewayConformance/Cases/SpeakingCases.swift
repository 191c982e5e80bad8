extension CaseRun {
    /// The cases in which the plugin works and the host listens: each asks for more of what it is about.
    func speaking(_ theCase: ConformanceCase) {
        if theCase == .statuses && hasPeer {
            // Peers that misbehave make a plugin talk about statuses.
            for manner in [LoopbackPort.Manner.refusing, .silent] {
                guard let port = LoopbackPort(manner), let instance = ready(peer: .init(port: port.number)) else { continue }
                exercise(instance, rounds: 2)
                finish(instance)
            }
        }
        guard let instance = ready() else { return }
        exercise(instance, rounds: theCase == .answers ? 5 : 3)
        instance.settle(for: .milliseconds(theCase == .threads ? 200 : 50))
        let record = instance.host.withBooks { $0.record }
        finish(instance)
        if theCase == .samples && record.samples == 0 && !subject.isSink && !reporter.hasErrors {
            reporter.note(
                .plannedHandles, "it published no sample; give settings and addresses of a device or simulator to have samples judged")
        }
    }
}
