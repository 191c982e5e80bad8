/// Finds YAML aliases before the parser does.
///
/// With aliases forty lines can stand for a billion values. Sites do without: templates repeat, and every finding keeps one
/// place. The search ignores quotes and comments on purpose, so that nothing can be hidden from it.
struct AliasGuard {
    private let file: SourceFile
    private var anchors: Set<[UInt8]> = []

    static func finding(_ file: SourceFile) -> Finding? {
        var guardian = AliasGuard(file: file)
        guardian.collectAnchors()
        return guardian.firstAlias()
    }

    private init(file: SourceFile) {
        self.file = file
    }

    private mutating func collectAnchors() {
        for at in file.bytes.indices where file.bytes[at] == UInt8(ascii: "&") {
            let name = name(after: at)
            if !name.isEmpty { anchors.insert(name) }
        }
    }

    private func firstAlias() -> Finding? {
        guard !anchors.isEmpty else { return nil }
        let at = file.bytes.indices.first {
            file.bytes[$0] == UInt8(ascii: "*") && anchors.contains(name(after: $0))
        }
        return at.map { at in
            let name = String(decoding: name(after: at), as: UTF8.self)
            return Finding(
                at: file.location(offset: at), "\(quoted("*" + name)) is a YAML alias, which sites do not use",
                mend: "write the value out, or use a template")
        }
    }

    private func name(after at: Int) -> [UInt8] {
        Array(file.bytes[(at + 1)...].prefix(64).prefix { Identifier.isAllowed($0) })
    }
}
