/// What became of one case for one plugin.
public struct CaseOutcome: Hashable, Sendable, Encodable {
    public enum Verdict: String, Hashable, Sendable, Encodable {
        /// No finding of severity error.
        case passed
        case failed
        /// The case does not apply, or could not be tried; `reason` says why.
        case skipped
    }

    public var plugin: String
    public var caseName: String
    public var verdict: Verdict
    public var reason: String
    public var seconds: Double
    /// All of them, also those that an earlier case has found.
    public var findings: [Finding]

    private enum CodingKeys: String, CodingKey {
        case plugin, caseName = "case", verdict, reason, seconds
    }
}
