import GatewayCore
import GatewayWire
import PluginHost

extension PluginInfo {
    /// What became of one file of the plugin directory: one entry for each plugin in it, or one with the reason of its
    /// refusal. What runs of it is added by ``PluginListing``.
    public static func all(of file: PluginFile) -> [PluginInfo] {
        let digest = file.sha256.isEmpty ? nil : file.sha256
        if let refusal = file.refusal {
            let state = refusal.reason == .arriving ? "arriving" : "refused"
            return [PluginInfo(file: file.path, sha256: digest, state: state, reasons: [refusal.message])]
        }
        return file.plugins.map { PluginInfo($0, file: file.path, sha256: digest, state: "ready") }
    }

    /// A plugin in use of which there is no usable file.
    init(_ used: PluginInUse) {
        self.init(used.description, file: used.file, sha256: nil, state: "loaded")
        isolation = used.isolation.rawValue
        running = RunningPluginInfo(used)
    }

    private init(_ plugin: PluginDescription, file: String, sha256: String?, state: String) {
        self.init(
            id: plugin.id, version: plugin.version, kind: plugin.kind.word, name: plugin.name, summary: plugin.summary,
            file: file, sha256: sha256, state: state, extensions: plugin.extensions,
            schema: PluginSchema(
                settings: plugin.settings.map(FieldInfo.init(schema:)),
                device: plugin.device.map(FieldInfo.init(schema:)),
                address: plugin.address.map(FieldInfo.init(schema:))))
    }
}

extension FieldInfo {
    init(schema: FieldSchema) {
        self.init(
            key: schema.key, kind: "", fallback: schema.defaultText, required: schema.isRequired, help: schema.help)
        switch schema.kind {
        case .bool: kind = "bool"
        case .secret: kind = "secret"
        case .choice(let words): (kind, choices) = ("choice", words)
        case .int(let range):
            kind = "int"
            if range != Int64.min...Int64.max {
                (minimum, maximum) = (Double(range.lowerBound), Double(range.upperBound))
            }
        case .float(let range):
            kind = "float"
            if range.upperBound < .greatestFiniteMagnitude { (minimum, maximum) = (range.lowerBound, range.upperBound) }
        case .text: kind = "text"
        }
    }
}
