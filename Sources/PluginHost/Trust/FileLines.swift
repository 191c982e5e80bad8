/// The lines of a file, as bytes: texts that are signed must not be repaired on the way.
enum FileLines {
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// Without their line ends. A last line that is empty is none.
    static func of(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines = bytes.split(separator: lineFeed, omittingEmptySubsequences: false).map { line in
            line.last == carriageReturn ? line.dropLast() : line
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// The same as texts.
    static func texts(_ bytes: [UInt8]) throws(MalformedText) -> [String] {
        var texts: [String] = []
        for line in of(bytes) {
            guard let text = String(validating: line, as: UTF8.self) else {
                throw MalformedText(line: texts.count + 1, "this line is not UTF-8 text; write it again")
            }
            texts.append(text)
        }
        return texts
    }

    /// Words of a line, up to a `#` that begins one.
    static func words(_ line: String) -> (words: [String], remark: String) {
        var words: [String] = []
        var rest = line[...]
        while true {
            rest = rest.drop(while: \.isWhitespace)
            if rest.first == "#" { return (words, trimmed(rest.dropFirst())) }
            let word = rest.prefix { !$0.isWhitespace }
            guard !word.isEmpty else { return (words, "") }
            words.append(String(word))
            rest = rest[word.endIndex...]
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
