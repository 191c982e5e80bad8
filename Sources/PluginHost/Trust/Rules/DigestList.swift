/// A list of files by SHA-256, one a line: `sum  name  # remark`. What `sha256sum` writes is such a list.
///
/// The sum decides; name and remark are for people. Lines that are empty or a comment stay where they are.
public struct DigestList: Hashable, Sendable {
    private var lines: [Line] = []

    public struct Entry: Hashable, Sendable {
        /// In lower-case hex.
        public let sha256: String
        /// May be empty.
        public let name: String
        /// May be empty.
        public let remark: String
    }

    private enum Line: Hashable {
        case entry(Entry)
        case other(String)
    }

    init() {}

    init(_ bytes: [UInt8]) throws(MalformedText) {
        for line in try FileLines.texts(bytes) { lines.append(try Self.line(line, number: lines.count + 1)) }
    }

    private static func line(_ text: String, number: Int) throws(MalformedText) -> Line {
        let (words, remark) = FileLines.words(text)
        guard let first = words.first else { return .other(text) }
        guard let sha256 = Digest.parse(first) else {
            throw MalformedText(
                line: number,
                "'\(first.prefix(80))' is no SHA-256 sum (64 hex digits); write: sum  name  # remark, or remove the line"
            )
        }
        var name = words.dropFirst().joined(separator: " ")
        // The mark of binary files, by sha256sum.
        if name.hasPrefix("*") { name.removeFirst() }
        return .entry(Entry(sha256: sha256, name: name, remark: remark))
    }

    public var entries: [Entry] {
        lines.compactMap { line in
            guard case .entry(let entry) = line else { return nil }
            return entry
        }
    }

    /// The first entry of that sum, and its line, from 1.
    func find(_ sha256: String) -> (entry: Entry, line: Int)? {
        for (index, line) in lines.enumerated() {
            if case .entry(let entry) = line, entry.sha256 == sha256 { return (entry, index + 1) }
        }
        return nil
    }

    /// Adds it at the end, in the place of what was there of the same sum.
    mutating func put(_ sha256: String, name: String, remark: String) {
        remove(sha256)
        lines.append(
            .entry(Entry(sha256: sha256, name: Self.oneLine(name), remark: Self.oneLine(remark))))
    }

    mutating func remove(_ sha256: String) {
        lines.removeAll { line in
            guard case .entry(let entry) = line else { return false }
            return entry.sha256 == sha256
        }
    }

    var text: String {
        lines.map { line in
            switch line {
            case .other(let text): text + "\n"
            case .entry(let entry):
                entry.sha256 + (entry.name.isEmpty ? "" : "  " + entry.name)
                    + (entry.remark.isEmpty ? "" : "  # " + entry.remark) + "\n"
            }
        }.joined()
    }

    /// Without what would begin another line or another part of this one.
    private static func oneLine(_ text: String) -> String {
        let safe = text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F || $0 == "#" ? " " : $0 }
        return String(String.UnicodeScalarView(safe)).split(separator: " ").joined(separator: " ")
    }
}
