import GatewayConfig
import GatewayCore
import GatewayWire
import PluginHost

extension PluginInfo {
    /// A file of the plugin directory, one line for each plugin in it; a refused file is one line with the reason.
    static func all(of file: PluginFile, in site: Site) -> [PluginInfo] {
        if let refusal = file.refusal {
            let digest = file.sha256.isEmpty ? nil : file.sha256
            return [PluginInfo(file: file.path, sha256: digest, state: "refused", reasons: [refusal.message])]
        }
        return file.plugins.map { plugin in
            let isUsed = site.channels.contains { $0.plugin == plugin.id } || site.sinks.contains { $0.plugin == plugin.id }
            return PluginInfo(
                id: plugin.id, version: plugin.version, kind: plugin.kind.word, name: plugin.name,
                summary: plugin.summary, file: file.path, sha256: file.sha256, isolation: "inside",
                state: isUsed ? "loaded" : "ready", extensions: plugin.extensions,
                schema: PluginSchema(
                    settings: plugin.settings.map(FieldInfo.init), device: plugin.device.map(FieldInfo.init),
                    address: plugin.address.map(FieldInfo.init)))
        }
    }
}

extension FieldInfo {
    init(_ field: FieldSchema) {
        self.init(
            key: field.key, kind: field.kind.word, minimum: field.kind.bounds?.lowerBound,
            maximum: field.kind.bounds?.upperBound, choices: field.kind.choices, fallback: field.defaultText,
            required: field.isRequired, help: field.help)
    }
}

extension FieldSchema.Kind {
    fileprivate var word: String {
        switch self {
        case .bool: "bool"
        case .int: "int"
        case .float: "float"
        case .text: "text"
        case .choice: "choice"
        case .secret: "secret"
        }
    }

    /// `nil` where the type itself is the only bound.
    fileprivate var bounds: ClosedRange<Double>? {
        switch self {
        case .int(let range) where range != Int64.min...Int64.max: Double(range.lowerBound)...Double(range.upperBound)
        case .float(let range) where range.upperBound < .greatestFiniteMagnitude: range
        default: nil
        }
    }

    fileprivate var choices: [String]? {
        guard case .choice(let words) = self else { return nil }
        return words
    }
}
