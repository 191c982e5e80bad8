/// The one answer to a command.
public struct WriteResult: Codable, Hashable, Sendable {
    public var point: String
    /// `ok`, or why not: `rejected`, `timeout`, `unreachable`, `device`, `unsupported`, `cancelled` …
    public var status: String
    /// In the plugin's or the command desk's words.
    public var message: String?
    public var tookMs: Double?

    public init(point: String, status: String, message: String? = nil, tookMs: Double? = nil) {
        self.point = point
        self.status = status
        self.message = message
        self.tookMs = tookMs
    }
}
