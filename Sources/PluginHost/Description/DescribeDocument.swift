/// What the describing child writes: the plugins of a file, or why it has none. Lines of tab-separated, escaped texts.
///
/// ```
/// gateway-plugin 1
/// plugin      1  modbus  1.0.0  Modbus  Reads Modbus devices.  0
/// field       settings  endpoint  4  1  1.0  0.0  \N  \N  Host and port.
/// extension   gw.loop/1
/// end
/// ```
///
/// The last line tells a whole document from one that was cut off.
enum DescribeDocument: Hashable, Sendable {
    case plugins([DeclaredPlugin])
    case refused(Refusal)

    private static let header = "gateway-plugin 1"
    private static let footer = "end"

    var text: String {
        let lines =
            switch self {
            case .refused(let refusal): [Self.line(["refused", refusal.reason.rawValue, refusal.message])]
            case .plugins(let plugins): plugins.flatMap(Self.lines)
            }
        return ([Self.header] + lines + [Self.footer]).map { $0 + "\n" }.joined()
    }

    /// Reads what ``text`` wrote; `nil` for anything else.
    init?(text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, lines.removeFirst() == Self.header, lines.removeLast() == "",
            lines.removeLast() == Self.footer
        else { return nil }
        let records = lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
        if let refusal = Self.refusal(records) {
            self = .refused(refusal)
            return
        }
        guard let plugins = Self.plugins(records) else { return nil }
        self = .plugins(plugins)
    }
}

// MARK: - Writing

extension DescribeDocument {
    private static func line(_ texts: [String?]) -> String {
        texts.map(EscapedText.encode).joined(separator: "\t")
    }

    private static func lines(_ plugin: DeclaredPlugin) -> [String] {
        let head = line([
            "plugin", "\(plugin.kind)", plugin.id, plugin.version, plugin.name, plugin.summary,
            "\(plugin.capabilities)",
        ])
        let schemas = [("settings", plugin.settings), ("device", plugin.device), ("address", plugin.address)]
        let fields = schemas.flatMap { schema, fields in fields.map { line(["field", schema] + columns($0)) } }
        return [head] + fields + plugin.extensions.map { line(["extension", $0]) }
    }

    private static func columns(_ field: DeclaredField) -> [String?] {
        [
            field.key, "\(field.type)", "\(field.flags)", "\(field.minimum)", "\(field.maximum)", field.defaultText,
            field.choices, field.help,
        ]
    }
}

// MARK: - Reading

extension DescribeDocument {
    private static func refusal(_ records: [[String]]) -> Refusal? {
        guard records.count == 1, let record = records.first, record.count == 3, record[0] == "refused",
            let reason = Refusal.Reason(rawValue: record[1]), let message = EscapedText.decode(record[2])
        else { return nil }
        return Refusal(reason, message)
    }

    private static func plugins(_ records: [[String]]) -> [DeclaredPlugin]? {
        var plugins: [DeclaredPlugin] = []
        for record in records {
            if let plugin = plugin(record) {
                plugins.append(plugin)
            } else {
                guard var last = plugins.popLast(), add(record, to: &last) else { return nil }
                plugins.append(last)
            }
        }
        return plugins.isEmpty ? nil : plugins
    }

    private static func plugin(_ record: [String]) -> DeclaredPlugin? {
        guard record.count == 7, record[0] == "plugin", let kind = UInt32(record[1]),
            let capabilities = UInt64(record[6]),
            let texts = texts(record[2...5])
        else { return nil }
        return DeclaredPlugin(
            kind: kind, id: texts[0], version: texts[1], name: texts[2], summary: texts[3], capabilities: capabilities)
    }

    private static func add(_ record: [String], to plugin: inout DeclaredPlugin) -> Bool {
        if record.count == 2, record[0] == "extension", let id = EscapedText.decode(record[1]) {
            plugin.extensions.append(id)
            return true
        }
        guard record.count == 10, record[0] == "field", let field = field(record) else { return false }
        switch record[1] {
        case "settings": plugin.settings.append(field)
        case "device": plugin.device.append(field)
        case "address": plugin.address.append(field)
        default: return false
        }
        return true
    }

    private static func field(_ record: [String]) -> DeclaredField? {
        guard let type = UInt32(record[3]), let flags = UInt32(record[4]), let minimum = Double(record[5]),
            let maximum = Double(record[6]), let texts = texts([record[2]] + record[7...9])
        else { return nil }
        return DeclaredField(
            key: texts[0], type: type, flags: flags, minimum: minimum, maximum: maximum, defaultText: texts[1],
            choices: texts[2], help: texts[3])
    }

    /// As many texts as columns; `nil` when one is badly escaped.
    private static func texts(_ columns: some Sequence<String>) -> [String?]? {
        var texts: [String?] = []
        for column in columns {
            guard let text = EscapedText.decodeOptional(column) else { return nil }
            texts.append(text)
        }
        return texts
    }
}
