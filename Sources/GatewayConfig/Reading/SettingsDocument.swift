import Yams

/// Settings of one plugin in a YAML file of their own, for tools that try a plugin without a site.
///
/// A map of `key: value`. Values may stand one map deeper (`device:`, `address:`), and then have that map's name before
/// theirs: `device.unit_id`. What stands under `settings:` has no name before it; of a channel's or
/// sink's file, which names its `plugin`, nothing else is read.
public struct SettingsDocument: Sendable {
    /// In the order of the file.
    public private(set) var values: [(key: String, value: String)] = []
    public private(set) var findings: [Finding] = []

    /// - Parameter name: of the file, for the places of findings.
    public init(_ bytes: [UInt8], name: String) {
        let list = FindingList()
        let file = SourceFile(name: name, bytes: bytes)
        if String(validating: bytes, as: UTF8.self) == nil {
            list.error(file.location(1), "the file is no UTF-8", mend: "save it as UTF-8")
        } else if let root = YAMLFile.root(file, list) {
            read(root, file, list)
        }
        findings = list.sorted
    }

    private mutating func read(_ root: Node, _ file: SourceFile, _ list: FindingList) {
        guard case .mapping(let map) = root else {
            return list.error(file.location(1), "this is no map of settings", mend: "write 'key: value' lines")
        }
        let names = map.map { $0.key.string }
        let isOfSite = names.contains("plugin") && names.contains("settings")
        for (key, value) in map where !isOfSite || key.string == "settings" {
            guard case .mapping(let inner) = value else {
                take(key, value, "", file, list)
                continue
            }
            let prefix = key.string == "settings" ? "" : "\(key.string ?? "")."
            for (key, value) in inner { take(key, value, prefix, file, list) }
        }
    }

    private mutating func take(_ key: Node, _ value: Node, _ prefix: String, _ file: SourceFile, _ list: FindingList) {
        guard let name = key.string, case .scalar(let scalar) = value else {
            let place = value.mark.map { file.location($0.line, $0.column) } ?? file.location(1)
            return list.error(
                place, "\(quoted(prefix + (key.string ?? ""))) is no single value", mend: "write one text or number")
        }
        values.append((prefix + name, scalar.string))
    }
}
