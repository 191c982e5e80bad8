/// What a site says about one plugin.
public struct PluginChoice: Sendable, Hashable {
    /// Where the code of a plugin runs.
    public enum Isolation: String, Sendable, CaseIterable {
        /// In the daemon.
        case inside
        /// In a supervised child process.
        case process
    }

    public var id: String
    /// `nil`: the host's rule, which is `inside` for plugins built with the gateway and `process` for others.
    public var isolation: Isolation?
    /// The only file this site accepts, as 64 hex digits; `nil`: the host's trust decides alone.
    public var sha256: String?

    public init(id: String, isolation: Isolation? = nil, sha256: String? = nil) {
        self.id = id
        self.isolation = isolation
        self.sha256 = sha256
    }
}
