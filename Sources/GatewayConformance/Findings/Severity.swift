/// How much a finding matters.
public enum Severity: String, Hashable, Sendable, CaseIterable, Codable {
    /// The contract is broken.
    case error
    /// It works, but somebody will suffer from it.
    case warning
    /// What the judge could not see, and what would make it visible.
    case note
}
