import CGatewayABI
import GatewayCore
import PluginHost

extension CaseRun {
    private static let many = 10_000

    /// Plans of all sizes, with addresses that nobody means.
    func prepare() {
        guard subject.tables.plan != nil else { return skip("this plugin has no gw.plan/1") }
        let empty = InstancePlan(devices: [], groups: [], points: [])
        for (what, plan) in [
            ("no point", empty), ("one point", plans.odd(1)), ("points of each type", plans.plain()),
            ("\(Self.many) points with odd addresses", plans.odd(Self.many)),
        ] {
            at(what)
            guard give(plan, what) else { return }
        }
    }

    /// Returns `false` when there is no instance to give it to.
    private func give(_ plan: InstancePlan, _ what: String) -> Bool {
        guard let instance = TestInstance(self) else { return false }
        defer { finish(instance) }
        let created = instance.create(settings())
        guard judge(created) else {
            skip("create says \(created?.words ?? "nothing"); give settings that work with --settings")
            return false
        }
        guard let result = instance.prepare(plan) else { return false }
        judge(result)
        judgePlanStatus(result, instance.host.withBooks { $0.problems.count }, plan, what)
        if result.milliseconds > 2000 {
            reporter.warning(.neverBlocks, "prepare with \(what) took \(Int(result.milliseconds)) ms")
        }
        // A plan that was taken must carry a start.
        if result.isOK {
            judge(instance.start())
            instance.settle(for: .milliseconds(20))
            instance.stop()
        }
        return true
    }

    private func judgePlanStatus(_ result: CallResult, _ problems: Int, _ plan: InstancePlan, _ what: String) {
        if problems > 0 && result.known != .configuration {
            reporter.error(
                .planStatus, "prepare with \(what) reported \(problems) problems and returned \(result.words)")
        }
        if problems == 0 && result.known == .configuration && result.message.isEmpty {
            reporter.error(.planStatus, "prepare with \(what) returned GW_CONFIGURATION without a problem or a message")
        }
        if plan.points.isEmpty && !result.isOK {
            reporter.error(
                .planStatus, "prepare with no point says \(result.words); a site may have a channel without points")
        }
    }
}
