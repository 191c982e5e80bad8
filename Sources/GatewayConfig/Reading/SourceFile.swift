/// One file of a site, read into memory and known to be UTF-8.
struct SourceFile {
    /// As the user named the site, with the way from there.
    let name: String
    let bytes: [UInt8]

    func location(_ line: Int, _ column: Int = 1) -> Location {
        Location(file: name, line: line, column: column)
    }

    /// Where the byte at `offset` stands, if it stands in `line`: counts the scalars before it on its line.
    func location(line: Int, offset: Int) -> Location {
        var start = min(offset, bytes.count)
        var column = 1
        while start > 0, bytes[start - 1] != UInt8(ascii: "\n") {
            start -= 1
            // Bytes 10xxxxxx continue a scalar.
            column += bytes[start] & 0xC0 == 0x80 ? 0 : 1
        }
        return Location(file: name, line: line, column: column)
    }

    /// The same for a byte of unknown line.
    func location(offset: Int) -> Location {
        let line = bytes.prefix(offset).count { $0 == UInt8(ascii: "\n") } + 1
        return location(line: line, offset: offset)
    }
}
