/// Something wrong in a site's files.
public struct FindingInfo: Codable, Hashable, Sendable {
    /// `error` or `warning`.
    public var severity: String
    public var file: String
    /// From 1; 0 when the whole file is meant.
    public var line: Int
    public var column: Int
    /// What is wrong.
    public var message: String
    /// What to do about it.
    public var mend: String

    public init(
        severity: String = "error", file: String, line: Int = 0, column: Int = 0, message: String, mend: String
    ) {
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.mend = mend
    }
}
