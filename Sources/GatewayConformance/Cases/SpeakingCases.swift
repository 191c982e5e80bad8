extension CaseRun {
    /// The cases in which the plugin works and the host listens: each asks for more of what it is about.
    func speaking(_ theCase: ConformanceCase) {
        var samples = 0
        for manner in peers {
            guard let instance = ready(at: manner.flatMap { LoopbackPort($0) }) else { return }
            exercise(instance, rounds: theCase == .answers ? 5 : 3)
            instance.settleIdle(for: .milliseconds(theCase == .threads ? 200 : 20))
            samples += instance.host.withBooks { $0.record.samples }
            finish(instance)
        }
        if theCase == .samples && samples == 0 && !subject.isSink && !reporter.hasErrors {
            let words = "it published no sample; give settings and addresses of a device or simulator"
            reporter.note(.plannedHandles, words + " to have samples judged")
        }
    }

    /// Whom to work with: what the user gave, else peers that make a plugin talk about its troubles. `nil`: as it comes.
    private var peers: [LoopbackPort.Manner?] {
        given.settings.isEmpty && hasPeer ? [.refusing, .silent] : [nil]
    }
}
