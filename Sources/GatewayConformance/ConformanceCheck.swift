import GatewayCore
import Glibc
import PluginHost

/// Judges a plugin file against the contract. Blocks for as long as its children take, which is a minute or two.
///
/// No code of the file runs in this process: each case has a fresh `gatewayd-plugin conform`, and a child that crashes,
/// hangs or ends by itself is a finding of that case.
public struct ConformanceCheck: Sendable {
    public var file: String
    /// Path of `gatewayd-plugin`.
    public var program: String
    public var given: GivenSettings
    /// In the order they run.
    public var cases: [ConformanceCase]
    /// How long a request, or a call that may block, is waited for.
    public var patience: Duration

    public init(
        file: String, program: String, given: GivenSettings = GivenSettings(),
        cases: [ConformanceCase] = ConformanceCase.allCases, patience: Duration = .seconds(10)
    ) {
        self.file = file
        self.program = program
        self.given = given
        self.cases = cases
        self.patience = patience
    }

    /// Runs the cases one after the other. `progress` hears of each when it is over.
    public func run(progress: (CaseOutcome) -> Void = { _ in }) -> ConformanceReport {
        let clock = ContinuousClock()
        let began = clock.now
        var report = ConformanceReport(file: file, plugins: [], outcomes: [], findings: [], seconds: 0)
        var list = FindingList()
        func take(_ outcome: CaseOutcome) {
            for finding in outcome.findings { list.add(finding) }
            report.outcomes.append(outcome)
            progress(outcome)
        }
        let image = open(file, O_RDONLY | O_CLOEXEC)
        defer { if image >= 0 { close(image) } }
        let (loading, plugins) = FileCase(file: file, image: image, program: program).run()
        report.plugins = plugins
        if cases.contains(.load) || loading.verdict == .failed { take(loading) }
        for (index, plugin) in plugins.enumerated() {
            for theCase in cases where theCase != .load { take(run(theCase, plugin, index, image)) }
        }
        report.findings = list.findings
        report.seconds = Self.seconds(clock.now - began)
        return report
    }

    private func run(_ theCase: ConformanceCase, _ plugin: String, _ index: Int, _ image: Int32) -> CaseOutcome {
        let began = ContinuousClock.now
        let settings = SettingsFile(given)
        let milliseconds = max(1, patience.nanoseconds / 1_000_000)
        let child = ShortChild(
            program: program, arguments: ["conform", file, "\(index)", theCase.name, "\(milliseconds)"],
            files: [image, settings?.fd ?? -1], deadline: theCase.limit + patience * 4,
            outputLimit: 8 << 20)
        let result = child.run()
        return CaseVerdict(plugin: plugin, theCase: theCase).outcome(
            result.end, document: result.output, said: result.said,
            seconds: Self.seconds(ContinuousClock.now - began))
    }

    static func seconds(_ duration: Duration) -> Double {
        Double(duration.nanoseconds / 1_000_000) / 1000
    }
}
