/// What reading the site again did.
public struct ReloadResult: Codable, Hashable, Sendable {
    /// False when the findings forbid it, or when the new part did not come up: all is as it was.
    public var applied: Bool
    /// One a line: `channel pv restarted`, `sink mqtt added`.
    public var changes: [String]
    public var findings: [FindingInfo]

    public init(applied: Bool, changes: [String] = [], findings: [FindingInfo] = []) {
        self.applied = applied
        self.changes = changes
        self.findings = findings
    }
}
