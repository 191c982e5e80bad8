/// What runs of a plugin, which need not be what lies in its file now.
public struct RunningPluginInfo: Codable, Hashable, Sendable {
    public var version: String
    /// Of the bytes that run, in hexadecimal digits.
    public var sha256: String
    /// `inside`, `process` or `sandbox`.
    public var isolation: String
    /// Where the bytes came from.
    public var file: String

    public init(version: String, sha256: String, isolation: String, file: String) {
        self.version = version
        self.sha256 = sha256
        self.isolation = isolation
        self.file = file
    }
}
