/// Where each of many points stands in the site's files, eight bytes each.
struct PlaceColumn: Equatable, Sendable {
    private var lines: [UInt32] = []
    private var fileOf: [UInt32] = []
    private var files: [String] = []

    /// A point's record begins at the start of its line, or is found there by its id.
    subscript(row: Int) -> Location {
        Location(file: files[Int(fileOf[row])], line: Int(lines[row]))
    }

    mutating func append(_ location: Location) {
        if files.last != location.file {
            files.append(location.file)
        }
        fileOf.append(UInt32(files.count - 1))
        lines.append(UInt32(clamping: location.line))
    }

    mutating func reserve(_ rows: Int) {
        lines.reserveCapacity(rows)
        fileOf.reserveCapacity(rows)
    }
}
