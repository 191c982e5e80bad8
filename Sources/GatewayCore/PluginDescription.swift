/// What a plugin says about itself before any instance exists.
public struct PluginDescription: Hashable, Sendable {
    /// What site files call it: `modbus`, `mqtt`.
    public var id: String
    /// `1.2.3`.
    public var version: String
    public var kind: PluginKind
    public var name: String
    public var summary: String
    public var settings: [FieldSchema]
    /// Settings of a device on a channel; drivers only.
    public var device: [FieldSchema]
    /// Address columns of a point; drivers only.
    public var address: [FieldSchema]
    /// Ids of the contract's extensions the plugin offers: `gw.loop/1`, `gw.write/1` …
    public var extensions: [String]
    /// Publishes without being polled.
    public var speaksByItself: Bool

    public init(
        id: String, version: String, kind: PluginKind, name: String, summary: String, settings: [FieldSchema] = [],
        device: [FieldSchema] = [], address: [FieldSchema] = [], extensions: [String] = [], speaksByItself: Bool = false
    ) {
        self.id = id
        self.version = version
        self.kind = kind
        self.name = name
        self.summary = summary
        self.settings = settings
        self.device = device
        self.address = address
        self.extensions = extensions
        self.speaksByItself = speaksByItself
    }

    public var canWrite: Bool {
        extensions.contains("gw.write/1")
    }
}
