import GatewayCore

/// Reads a point table: the first record names the columns, every other one is a point.
struct TableReader {
    private let file: SourceFile
    private let findings: FindingList
    private var csv: CSVReader
    private var fields: [CSVField] = []
    /// For each column of the table the slot of its cells; `nil` for columns nobody knows.
    private var slots: [Int?] = []

    init(file: SourceFile, findings: FindingList) {
        self.file = file
        self.findings = findings
        csv = CSVReader(file.bytes)
    }

    /// Reads every point into `builder`.
    mutating func read(_ reader: inout RowReader, into builder: inout PointBuilder) {
        guard readHeader(reader) else { return }
        var row = PointRow(file: file, isTable: true, slots: reader.slots)
        builder.reserve(more: file.bytes.count { $0 == UInt8(ascii: "\n") })
        var units = UnitCheck()
        while !findings.isHopeless(file.name), csv.next(into: &fields) {
            guard fill(&row) else { continue }
            units.see(row)
            reader.take(&row, into: &builder)
            guard !builder.isFull else {
                findings.error(
                    file.location(csv.line), "the channel has more than \(SourceLimits.pointsPerChannel) points",
                    mend: "split it into several channels")
                return
            }
        }
        units.finish(file, findings)
    }

    private mutating func readHeader(_ reader: RowReader) -> Bool {
        guard csv.next(into: &fields) else {
            findings.error(
                file.location(1), "the table is empty", mend: "begin with a line of column names: id,name,kind,type,…")
            return false
        }
        guard fields.contains(where: { reader.slot(of: text($0)) != nil }) else {
            findings.error(
                file.location(csv.line), "the first line names no columns",
                mend: "begin with a line of column names: id,name,kind,type,…")
            return false
        }
        for field in fields {
            slots.append(slot(field, reader))
        }
        let missing = reader.neededColumns.filter { !slots.contains(reader.slot(of: $0)) }
        for column in missing {
            findings.error(
                file.location(csv.line), "the table has no column '\(column)'",
                mend: "add it to this line and its values to the others")
        }
        return missing.isEmpty
    }

    private func slot(_ field: CSVField, _ reader: RowReader) -> Int? {
        let word = text(field)
        let place = location(field)
        guard let slot = reader.slot(of: word) else {
            if reader.knowsAllColumns {
                findings.error(
                    place, word.isEmpty ? "a column has no name" : "there is no column \(quoted(word))",
                    mend: mend(unknown: word, known: reader.columnWords))
            }
            return nil
        }
        guard !slots.contains(slot) else {
            findings.error(place, "the column '\(word)' stands here for the second time", mend: "keep one of them")
            return nil
        }
        return slot
    }

    /// Puts a record into the row; false when it is none or is refused.
    private mutating func fill(_ row: inout PointRow) -> Bool {
        row.clear(line: csv.line)
        if let (field, complaint) = csv.complaint {
            findings.error(location(field), complaint)
            return false
        }
        guard fields.contains(where: { !$0.range.isEmpty }) else { return false }
        guard fields.count >= slots.count, fields.dropFirst(slots.count).allSatisfy(\.range.isEmpty) else {
            reportCount()
            return false
        }
        for (column, slot) in slots.enumerated() {
            if let slot { put(fields[column], slot, &row) }
        }
        return true
    }

    private func put(_ field: CSVField, _ slot: Int, _ row: inout PointRow) {
        row.cells[slot] = PointRow.CellText(range: field.range, line: field.line, mark: field.range.lowerBound)
        if field.hasDoubledQuotes { row.rewrite(slot, text(field).utf8) }
    }

    private func reportCount() {
        let isShort = fields.count < slots.count
        findings.error(
            file.location(csv.line), "\(fields.count) fields where the table has \(slots.count) columns",
            mend: isShort
                ? "put the missing commas in, also for empty fields"
                : "put texts with a comma in quotes, and write decimals with a dot")
    }

    private func text(_ field: CSVField) -> String {
        let raw = String(decoding: file.bytes[field.range], as: UTF8.self)
        return field.hasDoubledQuotes ? raw.replacing("\"\"", with: "\"") : raw
    }

    private func location(_ field: CSVField) -> Location {
        file.location(line: field.line, offset: field.range.lowerBound)
    }
}
