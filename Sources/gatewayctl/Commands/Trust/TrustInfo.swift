import PluginHost

/// A trust folder as JSON.
struct TrustInfo: Encodable {
    let folder: String
    let policy: String
    let allowed: [Entry]
    let denied: [Entry]
    let keys: [Key]

    struct Entry: Encodable {
        let sha256: String
        let name: String
        let remark: String

        init(_ entry: DigestList.Entry) {
            (sha256, name, remark) = (entry.sha256, entry.name, entry.remark)
        }
    }

    struct Key: Encodable {
        let id: String
        let file: String
    }

    init(_ rules: TrustRules, _ folder: TrustFolder) {
        self.folder = folder.path
        policy = rules.policy.rawValue
        allowed = rules.allowed.entries.map(Entry.init)
        denied = rules.denied.entries.map(Entry.init)
        keys = rules.keys.map { Key(id: "\($0.key.id)", file: $0.file) }
    }
}
