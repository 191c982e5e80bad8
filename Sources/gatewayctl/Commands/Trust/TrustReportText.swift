import PluginHost

/// What is known about the trust in one file, for people.
enum TrustReportText {
    static func lines(_ report: TrustReport, style: Style) -> [String] {
        let head =
            report.refusal == nil ? style.paint("trusted", .green) : style.paint("refused", .red)
        var lines = [head + "  " + Printable.text(report.path)]
        if let refusal = report.refusal { lines.append("  " + Printable.text(refusal.message)) }
        for (name, text) in facts(report) { lines.append("  " + CellWidth.fit(name, 11) + Printable.text(text)) }
        return lines
    }

    private static func facts(_ report: TrustReport) -> [(String, String)] {
        var facts: [(String, String)] = []
        if let sha256 = report.sha256 { facts.append(("sha256", sha256)) }
        if let policy = report.policy { facts.append(("policy", "\(policy.rawValue) (\(report.folder))")) }
        if let entry = report.allowed { facts.append(("allowed", words(entry))) }
        if let entry = report.denied { facts.append(("denied", words(entry))) }
        if let finding = report.signature { facts.append(("signature", SignatureText.line(finding))) }
        return facts
    }

    private static func words(_ entry: DigestList.Entry) -> String {
        let words = [entry.name, entry.remark].filter { !$0.isEmpty }.joined(separator: ": ")
        return words.isEmpty ? "yes" : words
    }
}
