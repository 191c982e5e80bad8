import GatewayWire

/// A plugin in a few lines.
enum PluginText {
    static func lines(_ info: PluginInfo, style: Style) -> [String] {
        guard let id = info.id else {
            return [style.paint("refused", .red) + "  " + Printable.text(info.file)]
                + info.reasons.map { "  " + Printable.text($0) }
        }
        let facts = [
            ("file", info.file), ("sha256", info.sha256 ?? "-"), ("extensions", info.extensions.joined(separator: " ")),
        ]
        let head =
            style.paint(Printable.text(id), .bold) + Printable.text(" \(info.version ?? "-")  \(info.kind ?? "-")")
        let name = [info.name, info.summary].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ": ")
        return [head, Printable.text(name)] + facts.map { CellWidth.fit($0.0, 12) + Printable.text($0.1) }
    }
}
