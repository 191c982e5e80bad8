import CGatewayABI
import GatewayCore

extension CaseRun {
    /// Nobody is there, in three ways; a gateway has to hear of it.
    func unreachable() {
        guard hasPeer else { return skip("no setting says where a peer is (host, endpoint, url, port)") }
        for manner in LoopbackPort.Manner.allCases {
            at(manner.rawValue)
            guard let port = LoopbackPort(manner), let instance = ready(peer: .init(port: port.number)) else { return }
            judgeTrouble(instance, manner)
            finish(instance)
        }
    }

    private func judgeTrouble(_ instance: TestInstance, _ manner: LoopbackPort.Manner) {
        let started = instance.start()
        judge(started)
        if let started, !started.isOK { return judgeClass(started.known, started.words, "start", manner) }
        let clock = ContinuousClock()
        let last = clock.now + patience
        while !instance.host.withBooks({ $0.record.speaksOfTrouble }) && clock.now < last {
            ask(instance)
            instance.settle(for: .milliseconds(50))
        }
        judge(instance.host.withBooks { $0.record }, manner)
    }

    /// What makes a plugin notice that nobody is there.
    private func ask(_ instance: TestInstance) {
        guard instance.host.now == .running else { return }
        if subject.isPolled { instance.read() }
        if subject.isSink { instance.deliver(TestBlock.all(instance.plan.points.map(\.handle))[0]) }
    }

    private func judge(_ record: HostRecord, _ manner: LoopbackPort.Manner) {
        if !record.speaksOfTrouble {
            reporter.error(
                .speaksUp,
                "with \(manner.rawValue) it said nothing for \(patience): no link DOWN, no failed, no failing answer")
        }
        if manner == .refusing && record.links.contains(where: \.isUp) {
            reporter.error(.speaksUp, "it reported link UP with \(manner.rawValue)")
        }
        if manner == .refusing && record.goodValues > 0 {
            reporter.warning(
                .speaksUp, "it published \(record.goodValues) values of good quality with \(manner.rawValue)")
        }
        if let failure = record.failures.first {
            judgeClass(PluginStatus(rawValue: failure.status), failure.message, "failed", manner)
        }
    }

    /// CONFIGURATION is never tried again, and a bug is no word for a device that is switched off.
    private func judgeClass(_ status: PluginStatus?, _ words: String, _ call: String, _ manner: LoopbackPort.Manner) {
        guard status == .configuration || status == .bug || status == .unsupported else { return }
        reporter.error(
            .speaksUp,
            "with \(manner.rawValue), \(call) says \(words) (\(status?.word ?? "")), so a gateway would not try again")
    }
}
