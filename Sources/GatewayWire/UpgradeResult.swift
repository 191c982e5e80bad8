/// What moving a plugin to the file that lies in the plugin directory did.
public struct UpgradeResult: Codable, Hashable, Sendable {
    public var plugin: String
    /// Version and SHA-256 of the file that is used from now on.
    public var version: String
    public var sha256: String
    /// Channels and sinks that run the new file now.
    public var moved: [String]
    /// Those that ran it already.
    public var current: [String]
    /// Those that stay with the old file, each with the reason and the mend.
    public var kept: [Kept]

    public struct Kept: Codable, Hashable, Sendable {
        public var id: String
        public var reason: String

        public init(id: String, reason: String) {
            self.id = id
            self.reason = reason
        }
    }

    public init(
        plugin: String, version: String, sha256: String, moved: [String] = [], current: [String] = [],
        kept: [Kept] = []
    ) {
        self.plugin = plugin
        self.version = version
        self.sha256 = sha256
        self.moved = moved
        self.current = current
        self.kept = kept
    }
}
