/// What a site says about one plugin.
public struct PluginChoice: Sendable, Hashable {
    /// Where the code of a plugin runs.
    public enum Isolation: String, Sendable, CaseIterable {
        /// In the daemon.
        case inside
        /// In supervised child processes, one for each channel or sink.
        case process
        /// In child processes that reach nothing but what ``PluginChoice/allow`` names, as far as the kernel can hold them.
        case sandbox
    }

    public var id: String
    /// `nil`: the host's rule, which is `inside` for plugins built with the gateway and `process` for others.
    public var isolation: Isolation?
    /// The versions this site takes; `nil`: every one.
    public var version: VersionRange?
    /// The only file this site accepts, as 64 lower-case hex digits; `nil`: the host's trust decides alone.
    public var sha256: String?
    /// What its child processes may use up.
    public var limits: PluginLimits
    /// What its child processes may reach; means something in a sandbox only.
    public var allow: PluginReach
    /// Added to the environment of its child processes, which is otherwise nearly empty. No names that choose code (`LD_…`).
    public var environment: [String: String]

    public init(
        id: String, isolation: Isolation? = nil, version: VersionRange? = nil, sha256: String? = nil,
        limits: PluginLimits = PluginLimits(), allow: PluginReach = PluginReach(), environment: [String: String] = [:]
    ) {
        self.id = id
        self.isolation = isolation
        self.version = version
        self.sha256 = sha256
        self.limits = limits
        self.allow = allow
        self.environment = environment
    }
}
