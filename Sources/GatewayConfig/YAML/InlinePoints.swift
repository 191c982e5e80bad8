import GatewayCore
import Yams

/// Reads points that stand in YAML, one map each, with the same columns as a table.
struct InlinePoints {
    let file: SourceFile
    let findings: FindingList

    func read(_ items: [Entry], _ reader: inout RowReader, into builder: inout PointBuilder) {
        var row = PointRow(file: file, isTable: false, slots: reader.slots)
        for item in items {
            guard let section = Section(item.node, what: "a point", file: file, findings: findings) else { continue }
            row.clear(line: section.location.line)
            section.entries.forEach { put($0, reader, &row) }
            reader.take(&row, into: &builder)
        }
    }

    private func put(_ entry: Entry, _ reader: RowReader, _ row: inout PointRow) {
        guard let slot = reader.slot(of: entry.key) else {
            if reader.knowsAllColumns {
                findings.error(
                    entry.keyLocation, "\(quoted(entry.key)) is not known here",
                    mend: mend(unknown: entry.key, known: reader.columnWords))
            }
            return
        }
        guard !entry.node.isNothing, let text = text(entry, slot) else { return }
        row.cells[slot].line = entry.location.line
        row.cells[slot].mark = entry.location.column
        row.rewrite(slot, text.utf8)
    }

    /// Tags may be a list here.
    private func text(_ entry: Entry, _ slot: Int) -> String? {
        guard entry.isList, slot == PointColumn.tags.rawValue else { return entry.text() }
        return entry.items().compactMap { $0.text() }.joined(separator: " ")
    }
}
