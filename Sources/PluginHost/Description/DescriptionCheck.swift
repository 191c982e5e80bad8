import GatewayCore

/// Turns what a plugin declares into what the gateway believes, or says, field by field, why not. Pure.
package struct DescriptionCheck {
    package private(set) var problems: [String] = []

    /// All plugins of a file; refused as a whole when one of them is wrong.
    package static func descriptions(_ declared: [DeclaredPlugin], path: String) throws(Refusal) -> [PluginDescription]
    {
        var check = DescriptionCheck()
        let descriptions = declared.compactMap { check.description($0) }
        for (index, plugin) in descriptions.enumerated()
        where descriptions[..<index].contains(where: { $0.id == plugin.id }) {
            check.problems.append("id '\(plugin.id)' is there twice")
        }
        guard check.problems.isEmpty else {
            throw Refusal(
                .badDescription, "\(path) describes itself wrongly: \(check.problems.joined(separator: "; "))")
        }
        return descriptions
    }

    /// What one plugin declares as far as it makes sense, and everything that speaks against it. For judges: a gateway
    /// refuses a file with a single problem.
    package static func best(_ declared: DeclaredPlugin) -> (description: PluginDescription, problems: [String]) {
        var check = DescriptionCheck()
        let empty = PluginDescription(id: declared.id ?? "", version: "", kind: .driver, name: "", summary: "")
        let description = check.description(declared) ?? empty
        return (description, check.problems)
    }

    private mutating func description(_ declared: DeclaredPlugin) -> PluginDescription? {
        let id = declared.id ?? ""
        if !Self.isID(id) { problems.append("id '\(id)' is not made of a-z, 0-9, '_' and '-' (1 to 64 of them)") }
        let version = declared.version ?? ""
        if !Self.isVersion(version) { problems.append("version '\(version)' is not of the form 1.2.3") }
        guard let kind = PluginKind(rawValue: declared.kind) else {
            problems.append("kind \(declared.kind) is unknown (1 driver, 2 sink, 3 stage)")
            return nil
        }
        checkExtensions(declared.extensions, kind)
        if kind != .driver && !(declared.device.isEmpty && declared.address.isEmpty) {
            problems.append("only drivers have a device and an address schema")
        }
        return PluginDescription(
            id: id, version: version, kind: kind, name: declared.name ?? id, summary: declared.summary ?? "",
            settings: schema("setting", declared.settings), device: schema("device setting", declared.device),
            address: schema("address column", declared.address), extensions: declared.extensions,
            speaksByItself: declared.capabilities & 1 != 0)
    }

    private mutating func checkExtensions(_ extensions: [String], _ kind: PluginKind) {
        let offered = Set(extensions)
        if !offered.contains("gw.plan/1") { problems.append("a \(kind.word) must offer gw.plan/1") }
        if kind == .driver && offered.isDisjoint(with: ["gw.poll/1", "gw.loop/1"]) {
            problems.append("a driver must offer gw.poll/1 or gw.loop/1")
        }
        if kind == .sink && !offered.contains("gw.sink/1") { problems.append("a sink must offer gw.sink/1") }
    }

    private mutating func schema(_ what: String, _ declared: [DeclaredField]) -> [FieldSchema] {
        var fields: [FieldSchema] = []
        for (index, field) in declared.enumerated() {
            let (schema, wrong) = FieldCheck(field).result
            let name = field.key.map { "'\($0)'" } ?? "\(index + 1)"
            problems += wrong.map { "\(what) \(name): \($0)" }
            if fields.contains(where: { $0.key == schema.key }) { problems.append("\(what) \(name) is there twice") }
            fields.append(schema)
        }
        return fields
    }

    private static func isID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
                    || byte == UInt8(ascii: "-")
            }
    }

    /// `1.2.3`, and after a `-` or `+` what semantic versions allow there.
    private static func isVersion(_ text: String) -> Bool {
        let core = text.prefix { $0 != "-" && $0 != "+" }
        let numbers = core.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 64 && numbers.count == 3
            && numbers.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
