import PluginHost

/// A trust folder for people.
enum TrustText {
    static func show(_ rules: TrustRules, _ folder: TrustFolder, _ console: Console) {
        let place = folder.isThere ? folder.path : "there is no \(folder.path)"
        console.line(
            console.style.paint(rules.policy.rawValue, .bold) + "  \(meaning(rules.policy)) (\(Printable.text(place)))")
        let table = table(rules)
        guard !table.rows.isEmpty else { return }
        console.line("")
        console.table(table)
    }

    static func meaning(_ policy: TrustPolicy) -> String {
        switch policy {
        case .any: "all plugins that are not denied"
        case .allowed: "plugins that are on the list, or signed by a key"
        case .signed: "plugins that are signed by a key"
        }
    }

    static func table(_ rules: TrustRules) -> TextTable {
        var table = TextTable([
            .init(title: "TRUST"), .init(title: "NAME", flexible: true), .init(title: "SHA256 OR KEY", flexible: true),
            .init(title: "REMARK", flexible: true),
        ])
        for key in rules.keys { table.add([.init("key", .cyan), .init(key.file), .init("\(key.key.id)"), ""]) }
        for (word, ink, list) in [("allowed", Style.Ink.green, rules.allowed), ("denied", .red, rules.denied)] {
            for entry in list.entries {
                table.add([.init(word, ink), .init(entry.name), .init(entry.sha256), .init(entry.remark)])
            }
        }
        return table
    }

    /// What a policy that was just set costs.
    static func refusals(_ reports: [TrustReport], style: Style) -> [String] {
        // Files that could not even be read have other troubles.
        let refused = reports.filter { $0.sha256 != nil }.compactMap(\.refusal)
        guard !refused.isEmpty else { return [] }
        let verb = refused.count == 1 ? "is" : "are"
        let head = "\(refused.count) of \(reports.count) plugins \(verb) refused now:"
        return ["", style.paint(head, .yellow)] + refused.map { "  " + Printable.text($0.message) }
    }
}
