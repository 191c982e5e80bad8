import GatewayCore
import PluginHost

/// The case `load`: what the gateway itself says about the file, before anything runs.
struct FileCase {
    let file: String
    /// The file, open to be read.
    let image: Int32
    let program: String

    /// Where a file lies and who may write it is a matter of installing it; the plugin can be judged all the same.
    private static let placement: Set<Refusal.Reason> = [.worldWritable, .groupWritable, .wrongOwner]

    /// The outcome, and the ids of the plugins that the other cases can look at.
    func run() -> (CaseOutcome, plugins: [String]) {
        let began = ContinuousClock.now
        let verdict = PluginDirectory(path: "", describer: program, memory: nil).judge(file: file).verdict
        let (finding, plugins) = judge(verdict)
        let outcome = CaseOutcome(
            plugin: "", caseName: ConformanceCase.load.name, verdict: finding?.severity == .error ? .failed : .passed,
            reason: "", seconds: ConformanceCheck.seconds(ContinuousClock.now - began),
            findings: finding.map { [$0] } ?? [])
        return (outcome, plugins)
    }

    private func judge(_ verdict: PluginFile.Verdict) -> (Finding?, [String]) {
        guard case .refused(let refusal) = verdict else { return (nil, ids(verdict)) }
        if Self.placement.contains(refusal.reason) {
            return (misplaced(refusal), declared() ?? [])
        }
        // What is wrong with the description, the case of that name says field by field.
        guard refusal.reason == .badDescription, let declared = declared() else {
            return (finding(.error, refusal), [])
        }
        return (nil, declared)
    }

    private func ids(_ verdict: PluginFile.Verdict) -> [String] {
        guard case .accepted(let plugins) = verdict else { return [] }
        return plugins.map(\.id)
    }

    /// What the plugins declare, whether or not a gateway would take it.
    private func declared() -> [String]? {
        let deadline = Duration.seconds(5)
        let result = ShortChild(program: program, arguments: ["describe", file], files: [image], deadline: deadline)
            .run()
        let verdict = DescribeVerdict(file: file, describer: program, deadline: deadline)
        guard let declared = try? verdict.declared(result) else { return nil }
        return declared.enumerated().map { $1.id ?? "\($0 + 1)" }
    }

    /// The gateway's own mend would be wrong here: nobody closes /tmp to others because a plugin was built there.
    private func misplaced(_ refusal: Refusal) -> Finding {
        var finding = finding(.warning, refusal)
        finding.message =
            String(refusal.message.prefix { $0 != ";" }) + ", so a gateway would not take the file from here"
        finding.mend = "install it where only its owner may write, such as the drivers.d of a gateway"
        return finding
    }

    private func finding(_ severity: Severity, _ refusal: Refusal) -> Finding {
        var finding = Finding(severity, .loads, refusal.message)
        finding.caseName = ConformanceCase.load.name
        return finding
    }
}
