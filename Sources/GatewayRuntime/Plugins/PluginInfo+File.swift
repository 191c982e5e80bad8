import GatewayConfig
import GatewayCore
import GatewayWire
import PluginHost

extension PluginInfo {
    /// What became of one file of the plugin directory: one entry for each plugin in it, or one with the reason of its
    /// refusal. Plugins that `site` uses are loaded, others ready.
    public static func all(of file: PluginFile, usedBy site: Site? = nil) -> [PluginInfo] {
        let digest = file.sha256.isEmpty ? nil : file.sha256
        if let refusal = file.refusal {
            return [PluginInfo(file: file.path, sha256: digest, state: "refused", reasons: [refusal.message])]
        }
        return file.plugins.map { plugin in
            PluginInfo(
                id: plugin.id, version: plugin.version, kind: plugin.kind.word, name: plugin.name,
                summary: plugin.summary,
                file: file.path, sha256: digest, isolation: site == nil ? nil : "inside",
                state: site?.uses(plugin.id) == true ? "loaded" : "ready", extensions: plugin.extensions,
                schema: PluginSchema(
                    settings: plugin.settings.map(FieldInfo.init(schema:)),
                    device: plugin.device.map(FieldInfo.init(schema:)),
                    address: plugin.address.map(FieldInfo.init(schema:))))
        }
    }
}

extension Site {
    /// Whether a channel or sink runs this plugin.
    fileprivate func uses(_ plugin: String) -> Bool {
        channels.contains { $0.plugin == plugin } || sinks.contains { $0.plugin == plugin }
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
