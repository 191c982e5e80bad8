/// The judgement of one file.
public struct ConformanceReport: Sendable {
    public var file: String
    /// Ids of the plugins in the file.
    public var plugins: [String]
    /// Every case of every plugin, in the order they ran.
    public var outcomes: [CaseOutcome]
    /// What was found, each broken clause once.
    public var findings: [Finding]
    public var seconds: Double

    /// Whether nothing of severity error was found.
    public var isClean: Bool { !findings.contains { $0.severity == .error } }

    public func count(_ verdict: CaseOutcome.Verdict) -> Int {
        outcomes.count { $0.verdict == verdict }
    }
}

extension ConformanceReport: Encodable {
    private enum CodingKeys: String, CodingKey {
        case file, plugins, clean, cases, findings, seconds
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(file, forKey: .file)
        try container.encode(plugins, forKey: .plugins)
        try container.encode(isClean, forKey: .clean)
        try container.encode(outcomes, forKey: .cases)
        try container.encode(findings, forKey: .findings)
        try container.encode(seconds, forKey: .seconds)
    }
}
