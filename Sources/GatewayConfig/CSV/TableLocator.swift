/// Finds a cell of a table by its column's name and its line.
struct TableLocator {
    let file: SourceFile

    /// `nil` when the table has no such column or line; the place of the separator for a cell that is empty.
    func location(of column: String, line: Int) -> Location? {
        var csv = CSVReader(file.bytes)
        var fields: [CSVField] = []
        guard csv.next(into: &fields),
            let index = fields.firstIndex(where: { file.bytes[$0.range].elementsEqual(column.utf8) })
        else { return nil }
        while csv.next(into: &fields), csv.line <= line {
            guard csv.line == line, index < fields.count else { continue }
            return file.location(line: fields[index].line, offset: fields[index].range.lowerBound)
        }
        return nil
    }
}
