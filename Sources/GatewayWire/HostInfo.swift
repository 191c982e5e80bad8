/// Where the plugin of a channel or sink runs.
public struct HostInfo: Codable, Hashable, Sendable {
    /// `inside`, `process` or `sandbox`, as the site asks for.
    public var isolation: String
    /// Of its process; none inside the gateway, and while there is none.
    public var pid: Int?
    /// How far its process is confined, in words; none inside the gateway.
    public var confinement: String?
    /// Version of the plugin that runs.
    public var version: String
    /// Of the plugin file that runs, in hexadecimal digits.
    public var sha256: String
    /// How often it was started again.
    public var restarts: UInt64

    public init(
        isolation: String, pid: Int? = nil, confinement: String? = nil, version: String, sha256: String,
        restarts: UInt64 = 0
    ) {
        self.isolation = isolation
        self.pid = pid
        self.confinement = confinement
        self.version = version
        self.sha256 = sha256
        self.restarts = restarts
    }
}
