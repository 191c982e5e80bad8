/// One thing that is wrong with a site, where it is, and what to do about it.
public struct Finding: Error, Hashable, Sendable {
    public enum Severity: String, Hashable, Sendable {
        /// The site cannot be used.
        case error
        /// The site can be used, and is probably not what was meant.
        case warning
    }

    public var severity: Severity
    /// As the user named the site, with the way from there.
    public var file: String
    /// From 1.
    public var line: Int
    /// From 1, in Unicode scalars.
    public var column: Int
    /// What is wrong.
    public var message: String
    /// What to do.
    public var mend: String

    public init(
        _ severity: Severity = .error, file: String, line: Int, column: Int, message: String, mend: String
    ) {
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.mend = mend
    }

    public init(_ severity: Severity = .error, at location: Location, _ message: String, mend: String) {
        self.init(
            severity, file: location.file, line: location.line, column: location.column, message: message, mend: mend)
    }

    /// Takes a plugin's own sentence, which may carry the mend behind a dash: `what is wrong — what to do`.
    public init(at location: Location, sentence: String) {
        let parts = sentence.split(separator: " — ", maxSplits: 1).map(String.init)
        self.init(
            at: location, parts.first ?? "the plugin refuses this", mend: parts.count > 1 ? parts[1] : "see its README")
    }

    public var location: Location {
        Location(file: file, line: line, column: column)
    }
}

extension Finding: CustomStringConvertible {
    /// `file:line:column: what is wrong — what to do`.
    public var description: String {
        "\(location): \(message) — \(mend)"
    }
}

extension Finding: Comparable {
    /// By place; errors before warnings at the same place.
    public static func < (left: Finding, right: Finding) -> Bool {
        if left.location != right.location { return left.location < right.location }
        return (left.severity.rawValue, left.message, left.mend) < (right.severity.rawValue, right.message, right.mend)
    }
}
