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
    /// `inside`, `process` or `sandbox`.
    public var isolation: String?
    /// `loaded` (in use), `ready` (may be used), `arriving` (its file is being written) or `refused`.
    public var state: String
    /// What has become of the file of a plugin in use: `removed`, `replaced` by another one that is not used yet, `arriving` or
    /// `refused`. None when the file is what runs.
    public var fileState: String?
    /// What runs, when it is in use; `version` and `sha256` are those of the file.
    public var running: RunningPluginInfo?
    /// Why it was refused, one a finding.
    public var reasons: [String]
    /// What to do, when something can be done.
    public var advice: String?
    /// Extensions of the contract it offers: `gw.loop/1`.
    public var extensions: [String]
    /// On demand.
    public var schema: PluginSchema?

    public init(
        id: String? = nil, version: String? = nil, kind: String? = nil, name: String? = nil, summary: String? = nil,
        file: String, sha256: String? = nil, isolation: String? = nil, state: String, fileState: String? = nil,
        running: RunningPluginInfo? = nil, reasons: [String] = [], advice: String? = nil, extensions: [String] = [],
        schema: PluginSchema? = nil
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
        self.fileState = fileState
        self.running = running
        self.reasons = reasons
        self.advice = advice
        self.extensions = extensions
        self.schema = schema
    }
}
