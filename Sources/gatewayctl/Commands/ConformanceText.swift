import GatewayConformance

/// A judgement in words.
struct ConformanceText {
    let style: Style

    init(_ style: Style) {
        self.style = style
    }

    /// What the cases are, for `--list`.
    static func list(_ console: Console) throws {
        if console.wantsJSON { return try console.json(ConformanceCase.allCases.map(CaseInfo.init)) }
        var table = TextTable([
            .init(title: "CASE"), .init(title: "WHAT IT DOES", flexible: true), .init(title: "CLAUSE", flexible: true),
        ])
        for one in ConformanceCase.allCases {
            table.add([.init(one.name, .bold), .init(one.sentence), .init(one.clause)])
        }
        console.table(table)
    }

    /// One case that is over.
    func line(_ outcome: CaseOutcome) -> String {
        let word = style.paint(CellWidth.fit(outcome.verdict.rawValue, 8), ink(outcome.verdict))
        let name = CellWidth.fit(outcome.caseName, 18)
        let place = outcome.plugin.isEmpty ? "" : "  \(outcome.plugin)"
        let reason = outcome.reason.isEmpty ? "" : "  \(outcome.reason)"
        return word + Printable.text("\(name)\(seconds(outcome.seconds))\(place)\(reason)")
    }

    /// What was found, and how it came out.
    func lines(_ report: ConformanceReport) -> [String] {
        report.findings.flatMap(lines) + [summary(report)]
    }

    private func lines(_ finding: Finding) -> [String] {
        let ink: Style.Ink = finding.severity == .error ? .red : finding.severity == .warning ? .yellow : .dim
        let times = finding.count > 1 ? " (\(finding.count) times)" : ""
        let also = finding.alsoIn.isEmpty ? "" : ", also in \(finding.alsoIn.joined(separator: ", "))"
        let place = [finding.plugin, finding.caseName].filter { !$0.isEmpty }.joined(separator: " ")
        return [
            style.paint(finding.severity.rawValue, ink) + ": "
                + style.paint(Printable.text(finding.clause), .bold) + Printable.text("  [\(place)\(also)]"),
            "  " + Printable.text(finding.message + times),
            "  " + Printable.text("— \(finding.mend)"),
        ]
    }

    private func summary(_ report: ConformanceReport) -> String {
        let skipped = report.count(.skipped)
        let parts =
            ["\(report.outcomes.count) cases", "\(report.count(.passed)) passed"]
            + (skipped > 0 ? ["\(skipped) skipped"] : [])
            + [
                "\(report.findings.count) finding\(report.findings.count == 1 ? "" : "s")",
                seconds(report.seconds).trimmed,
            ]
        let ink: Style.Ink =
            !report.isClean ? .red : report.findings.contains { $0.severity == .warning } ? .yellow : .green
        return style.paint(Printable.text("\(report.file): \(parts.joined(separator: ", "))"), ink)
    }

    private func seconds(_ seconds: Double) -> String {
        CellWidth.fit("\((seconds * 10).rounded() / 10) s", 8, right: true)
    }

    private func ink(_ verdict: CaseOutcome.Verdict) -> Style.Ink {
        switch verdict {
        case .passed: .green
        case .failed: .red
        case .skipped: .dim
        }
    }
}

/// One case, for programs.
private struct CaseInfo: Encodable {
    let name: String
    let clause: String
    let sentence: String

    init(_ one: ConformanceCase) {
        (name, clause, sentence) = (one.name, one.clause, one.sentence)
    }
}

extension String {
    fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
