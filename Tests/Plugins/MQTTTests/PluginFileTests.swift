import GatewayCore
import Glibc
import MQTTSink
import Testing

@Suite struct PluginFileTests {
    /// Run with `MQTT_WRITE_PLUGIN_JSON=1` after a change of the settings, and look at the difference.
    @Test func `plugin json says what the plugin says`() throws {
        let path = #filePath.replacing(
            "Tests/Plugins/MQTTTests/PluginFileTests.swift", with: "Plugins/MQTT/plugin.json")
        let expected = PluginFile.text(MQTTPublisher.description)
        if getenv("MQTT_WRITE_PLUGIN_JSON") != nil {
            let file = fopen(path, "w")
            fputs(expected, file)
            fclose(file)
        }
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        #expect(String(decoding: bytes[..<count], as: UTF8.self) == expected)
    }
}

/// A plugin's description as a file for people and tools.
enum PluginFile {
    static func text(_ plugin: PluginDescription) -> String {
        var lines = ["{"]
        for (key, value) in [
            ("id", plugin.id), ("version", plugin.version), ("kind", plugin.kind.word), ("name", plugin.name),
            ("summary", plugin.summary),
        ] {
            lines.append("  \"\(key)\": \(quoted(value)),")
        }
        lines.append("  \"settings\": [")
        lines += plugin.settings.enumerated().map { "    \(row($1))\($0 + 1 < plugin.settings.count ? "," : "")" }
        lines += ["  ]", "}"]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func row(_ field: FieldSchema) -> String {
        var parts = ["\"key\": \(quoted(field.key))"]
        switch field.kind {
        case .bool: parts.append("\"type\": \"bool\"")
        case .int(let range):
            parts.append("\"type\": \"int\", \"minimum\": \(range.lowerBound), \"maximum\": \(range.upperBound)")
        case .float(let range):
            parts.append("\"type\": \"float\", \"minimum\": \(range.lowerBound), \"maximum\": \(range.upperBound)")
        case .text: parts.append("\"type\": \"text\"")
        case .choice(let words):
            parts.append("\"type\": \"choice\", \"choices\": [\(words.map(quoted).joined(separator: ", "))]")
        case .secret: parts.append("\"type\": \"secret\"")
        }
        if let text = field.defaultText { parts.append("\"default\": \(quoted(text))") }
        if field.isRequired { parts.append("\"required\": true") }
        parts.append("\"help\": \(quoted(field.help))")
        return "{\(parts.joined(separator: ", "))}"
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
