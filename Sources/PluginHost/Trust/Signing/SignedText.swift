/// The shape that all files of minisign have: comment lines and base64 lines in turn.
struct SignedText {
    private let lines: [ArraySlice<UInt8>]

    /// Minisign's own limits are 1 KiB for a comment and 8 KiB for a trusted one.
    static let largest = 16 << 10
    static let untrusted = "untrusted comment: "
    static let trusted = "trusted comment: "

    /// - Parameter count: how many lines there must be; no more, so that nothing rides along unread.
    init(_ bytes: [UInt8], lines count: Int, of kind: String) throws(MalformedText) {
        lines = FileLines.of(bytes)
        guard lines.count == count else {
            throw MalformedText(
                line: min(lines.count, count) + 1, "\(kind) has \(count) lines, this has \(lines.count); get it again")
        }
    }

    /// What follows `prefix` in a line, from 1.
    func comment(_ number: Int, _ prefix: String) throws(MalformedText) -> [UInt8] {
        let line = lines[number - 1]
        guard line.starts(with: prefix.utf8) else {
            throw MalformedText(line: number, "it should begin with '\(prefix)'; get it again")
        }
        return Array(line.dropFirst(prefix.utf8.count))
    }

    func bytes(_ number: Int, count: Int) throws(MalformedText) -> [UInt8] {
        guard let bytes = Base64.decode(lines[number - 1], count: count) else {
            throw MalformedText(line: number, "it should be \(count) bytes in base64; get it again")
        }
        return bytes
    }
}
