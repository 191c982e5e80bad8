/// One thing the judge found, for people and for programs.
public struct Finding: Hashable, Sendable {
    public var severity: Severity
    /// Id of the plugin in the file; empty when the file as a whole is at fault.
    public var plugin: String
    /// Which case saw it first.
    public var caseName: String
    /// Which promise of which header: `plugin.h stop: at most 2 s`.
    public var clause: String
    /// What happened, with numbers.
    public var message: String
    /// What to do.
    public var mend: String
    /// How often it happened in that case; at least 1.
    public var count: Int
    /// Other cases that saw the same clause broken.
    public var alsoIn: [String]

    public init(
        _ severity: Severity, plugin: String = "", caseName: String = "", clause: String, message: String, mend: String,
        count: Int = 1, alsoIn: [String] = []
    ) {
        self.severity = severity
        self.plugin = plugin
        self.caseName = caseName
        self.clause = clause
        self.message = message
        self.mend = mend
        self.count = count
        self.alsoIn = alsoIn
    }
}

extension Finding {
    init(_ severity: Severity, _ rule: Rule, _ message: String) {
        self.init(severity, clause: rule.clause, message: message, mend: rule.mend)
    }
}

extension Finding: Encodable {
    private enum CodingKeys: String, CodingKey {
        case severity, plugin, caseName = "case", clause, message, mend, count, alsoIn = "also_in"
    }
}
