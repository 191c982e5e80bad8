import CGatewayABI

extension CaseRun {
    private static var hosts: [(what: String, manners: HostManners)] {
        let hour: Int64 = 3_600_000_000_000
        return [
            ("publish says GW_BUG", HostManners(publish: GW_BUG)),
            ("publish says GW_CANCELLED", HostManners(publish: GW_CANCELLED)),
            ("answer says GW_BUG", HostManners(answer: GW_BUG)),
            ("watch says GW_UNSUPPORTED", HostManners(watch: GW_UNSUPPORTED)),
            ("set_timer says GW_BUG", HostManners(setTimer: GW_BUG)),
            ("command requests are rejected", HostManners(request: GW_REJECTED)),
            ("the host has no extensions", HostManners(offersExtensions: false)),
            (
                "the wall clock jumps",
                HostManners(clockJumps: [hour, -hour, 0, -48 * 365 * 24 * hour, 100 * 365 * 24 * hour])
            ),
        ]
    }

    /// A host may say no to everything. The plugin may fail, with a reason, and nothing else.
    func hostileHost() {
        for (what, manners) in Self.hosts {
            at(what)
            live(what, manners)
        }
    }

    private func live(_ what: String, _ manners: HostManners) {
        let port = hasPeer ? LoopbackPort(.silent) : nil
        let peer = port.map { SettingGuess.Peer(port: $0.number) }
        guard let instance = TestInstance(self, manners) else { return }
        defer { finish(instance) }
        guard judge(instance.create(settings(peer: peer))), judge(instance.prepare(plans.plain())) else { return }
        exercise(instance, rounds: 2, waits: false, what)
    }
}
