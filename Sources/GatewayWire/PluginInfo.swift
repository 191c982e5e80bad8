/// One file of the plugin directory: what it says about itself, and what became of it.
public struct PluginInfo: Codable, Hashable, Sendable {
    /// What site files call it; none when the file was refused before it could say.
    public var id: String?
    public var version: String?
    /// `driver`, `sink` or `stage`.
    public var kind: String?
    public var name: String?
    public var summary: String?
    public var file: String
    /// In hexadecimal digits; none when the file could not be read.
    public var sha256: String?
    /// `inside` or `process`.
    public var isolation: String?
    /// `loaded` (in use), `ready` (may be used) or `refused`.
    public var state: String
    /// Why it was refused, one a finding.
    public var reasons: [String]
    /// Extensions of the contract it offers: `gw.loop/1`.
    public var extensions: [String]
    /// On demand.
    public var schema: PluginSchema?

    public init(
        id: String? = nil, version: String? = nil, kind: String? = nil, name: String? = nil, summary: String? = nil,
        file: String, sha256: String? = nil, isolation: String? = nil, state: String, reasons: [String] = [],
        extensions: [String] = [], schema: PluginSchema? = nil
    ) {
        self.id = id
        self.version = version
        self.kind = kind
        self.name = name
        self.summary = summary
        self.file = file
        self.sha256 = sha256
        self.isolation = isolation
        self.state = state
        self.reasons = reasons
        self.extensions = extensions
        self.schema = schema
    }
}
