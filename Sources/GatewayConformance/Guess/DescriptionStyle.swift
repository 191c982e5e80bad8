import CGatewayABI
import PluginHost

/// What is legal in a description and yet makes its users suffer. Pure.
struct DescriptionStyle {
    struct Remark: Hashable {
        let severity: Severity
        let rule: Rule
        let message: String
    }

    private(set) var remarks: [Remark] = []

    init(_ plugin: DeclaredPlugin, canBePolled: Bool) {
        head(plugin)
        abilities(plugin, canBePolled)
        for (what, fields) in [
            ("setting", plugin.settings), ("device setting", plugin.device), ("address column", plugin.address),
        ] {
            for (index, field) in fields.enumerated() { self.field(field, "\(what) '\(field.key ?? "\(index + 1)")'") }
        }
    }

    private mutating func warn(_ message: String, _ rule: Rule = .goodStyle) {
        remarks.append(Remark(severity: .warning, rule: rule, message: message))
    }

    private mutating func wrong(_ message: String, _ rule: Rule = .described) {
        remarks.append(Remark(severity: .error, rule: rule, message: message))
    }

    private mutating func head(_ plugin: DeclaredPlugin) {
        if (plugin.name ?? "").isEmpty { warn("the plugin has no name for people") }
        sentence(plugin.summary, "the summary")
        text(plugin.name, "the name")
    }

    private mutating func abilities(_ plugin: DeclaredPlugin, _ canBePolled: Bool) {
        let known = UInt64(GW_CAPABILITY_EVENTS | GW_CAPABILITY_WRITE)
        let speaks = plugin.capabilities & UInt64(GW_CAPABILITY_EVENTS) != 0
        let claimsWrite = plugin.capabilities & UInt64(GW_CAPABILITY_WRITE) != 0
        let writes = plugin.extensions.contains(GW_EXTENSION_WRITE)
        if plugin.capabilities & ~known != 0 {
            warn("capabilities has bits that nobody has defined (\(plugin.capabilities))", .described)
        }
        if claimsWrite && !writes { wrong("it says GW_CAPABILITY_WRITE and does not offer gw.write/1") }
        if plugin.kind == UInt32(GW_KIND_DRIVER) && !canBePolled && !speaks {
            wrong(
                "nobody can poll it (no read function), and it does not say GW_CAPABILITY_EVENTS: it would never publish"
            )
        }
        if plugin.extensions.contains(GW_EXTENSION_POLL) && plugin.extensions.contains(GW_EXTENSION_LOOP) {
            warn("it offers gw.poll/1 beside gw.loop/1; a host uses the loop and never calls gw.poll/1", .described)
        }
    }

    // MARK: Fields

    private mutating func field(_ field: DeclaredField, _ name: String) {
        sentence(field.help, "the help of \(name)")
        text(field.key, "the key of \(name)")
        text(field.defaultText, "the default of \(name)")
        if field.flags & ~UInt32(GW_FIELD_REQUIRED) != 0 {
            warn("\(name) has flags that nobody has defined (\(field.flags))", .described)
        }
        let isRequired = field.flags & UInt32(GW_FIELD_REQUIRED) != 0
        if isRequired && field.defaultText != nil {
            warn("\(name) is required and has a default; one of the two is for nothing")
        }
        if field.minimum.isNaN || field.maximum.isNaN { wrong("\(name) has a bound that is no number") }
        kind(field, name)
        unit(field, name)
    }

    private mutating func kind(_ field: DeclaredField, _ name: String) {
        let isChoice = field.type == UInt32(GW_FIELD_CHOICE)
        let words = (field.choices ?? "").split(separator: "|", omittingEmptySubsequences: false)
        if isChoice && (words.contains { $0.isEmpty } || Set(words).count < words.count) {
            warn("the choices of \(name) have an empty word, or one word twice")
        }
        if isChoice && words.count == 1 { warn("\(name) is a choice with a single word, which is no choice") }
        if !isChoice && field.choices != nil {
            warn("\(name) has choices and is no choice; they count for nothing", .described)
        }
        if field.type == UInt32(GW_FIELD_SECRET) && !(field.defaultText ?? "").isEmpty {
            warn("\(name) is a secret with a default that everybody knows")
        }
    }

    private static let times = ["timeout", "interval", "period", "delay", "keep_alive", "lifetime"]
    private static let units = ["_ns", "_us", "_ms", "_s", "_min", "_h", "_d"]

    /// `timeout_ms`, not `timeout`.
    private mutating func unit(_ field: DeclaredField, _ name: String) {
        guard field.type == UInt32(GW_FIELD_INT) || field.type == UInt32(GW_FIELD_FLOAT), let key = field.key else {
            return
        }
        guard Self.times.contains(where: { key.hasSuffix($0) }) else { return }
        if !Self.units.contains(where: { key.hasSuffix($0) }) {
            warn("\(name) is a time without its unit; call it \(key)_ms or \(key)_s")
        }
    }

    // MARK: Texts

    private mutating func sentence(_ text: String?, _ what: String) {
        guard let text, !text.isEmpty else { return warn("\(what) is missing") }
        self.text(text, what)
        guard let last = text.unicodeScalars.last, ".!?".unicodeScalars.contains(last), text.count >= 5 else {
            return warn("\(what) is no sentence that ends in a full stop: '\(text.prefix(60))'")
        }
    }

    private mutating func text(_ text: String?, _ what: String) {
        guard let text else { return }
        if text.unicodeScalars.contains("\u{FFFD}") { wrong("\(what) is no UTF-8", .utf8Texts) }
        if text.unicodeScalars.contains(where: { $0.value < 0x20 }) { warn("\(what) has a control character") }
    }
}
