import GatewayCore
import Yams

/// A map of a YAML file while it is read: what is asked for is known, and what nobody asked for is reported at the end.
struct Section {
    let file: SourceFile
    let findings: FindingList
    let location: Location
    /// In the order of the file.
    let entries: [Entry]
    private let index: [String: Int]
    private var known: [String] = []

    /// Reports and is `nil` when `node` is no map. `what` names it in the finding: `'spool'`.
    init?(_ node: Node, what: String, file: SourceFile, findings: FindingList) {
        location = Entry.location(node, file)
        guard case .mapping(let mapping) = node else {
            findings.error(location, "\(what) is no map", mend: "write 'key: value' lines below it")
            return nil
        }
        self.file = file
        self.findings = findings
        entries = mapping.compactMap { Entry($0.key, $0.value, file, findings) }
        index = Dictionary(entries.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The entry, if it is there and has a value; the key is known from now on.
    mutating func entry(_ key: String) -> Entry? {
        known.append(key)
        guard let entry = index[key].map({ entries[$0] }), !entry.node.isNothing else { return nil }
        return entry
    }

    /// The same, reporting its absence.
    mutating func required(_ key: String, mend: String) -> Entry? {
        if let entry = entry(key) { return entry }
        let place = index[key].map { entries[$0].keyLocation } ?? location
        findings.error(place, index[key] == nil ? "'\(key)' is missing" : "'\(key)' has no value", mend: mend)
        return nil
    }

    /// Where the value of a key stands, or the map when there is none.
    func place(_ key: String) -> Location {
        index[key].map { entries[$0].location } ?? location
    }

    /// Reports keys that nobody asked for.
    func finish() {
        for entry in entries where !known.contains(entry.key) && !DuplicateKey.isPlaceholder(entry.key) {
            findings.error(
                entry.keyLocation, "\(quoted(entry.key)) is not known here",
                mend: mend(unknown: entry.key, known: known))
        }
    }
}
