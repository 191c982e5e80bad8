import PluginHost

/// What to make of a child's end and of what it wrote. Pure.
struct CaseVerdict {
    let plugin: String
    let theCase: ConformanceCase

    func outcome(_ end: ChildEnd, document bytes: [UInt8], said: [UInt8], seconds: Double) -> CaseOutcome {
        let document = CaseDocument(bytes)
        var findings = document.findings
        if let death = death(end, document, said) { findings.append(death) }
        for index in findings.indices {
            findings[index].plugin = plugin
            findings[index].caseName = theCase.name
        }
        let isFailed = findings.contains { $0.severity == .error }
        return CaseOutcome(
            plugin: plugin, caseName: theCase.name,
            verdict: isFailed ? .failed : document.skipped == nil ? .passed : .skipped, reason: document.skipped ?? "",
            seconds: seconds, findings: findings)
    }

    /// A child that did not come to its end is a finding itself.
    private func death(_ end: ChildEnd, _ document: CaseDocument, _ said: [UInt8]) -> Finding? {
        let place = document.lastStep.isEmpty ? "while it was loaded" : "during: \(document.lastStep)"
        let words = Self.lastWords(said)
        switch end {
        case .exited(0) where document.hasEnded: return nil
        case .exited where document.hasEnded: return nil
        case .exited(let code):
            return Finding(.error, .survives, "the process ended by itself with exit code \(code) \(place)\(words)")
        case .signalled(let signal):
            return Finding(.error, .survives, "the process was ended by \(SystemError.signal(signal)) \(place)\(words)")
        case .hung:
            return Finding(.error, .returns, "the process had not ended after \(theCase.limit) \(place)\(words)")
        case .notStarted(let code):
            return Finding(
                .error, clause: "gatewayd-plugin conform", message: "cannot run it: \(SystemError.text(code))",
                mend: "install gatewayd-plugin beside gatewayctl, or name it with --describer")
        }
    }

    /// `, saying: …`: the last line the child wrote, in printable characters.
    private static func lastWords(_ said: [UInt8]) -> String {
        let text = String(decoding: said, as: UTF8.self)
        guard let line = text.split(whereSeparator: \.isNewline).last else { return "" }
        let printable = line.unicodeScalars.map { $0.value >= 0x20 && $0.value != 0x7F ? $0 : " " }
        return ", saying: " + String(String.UnicodeScalarView(printable)).prefix(300)
    }
}
