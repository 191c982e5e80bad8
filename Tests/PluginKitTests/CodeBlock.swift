/// A fenced piece of code in a page.
struct CodeBlock: Hashable {
    let language: String
    let line: Int
    /// Without blanks at either end: a block may be cut out from deep inside of a file.
    let lines: [String]

    static func all(in page: String) -> [CodeBlock] {
        var blocks: [CodeBlock] = []
        var open: (language: String, line: Int, lines: [String])?
        for (index, line) in page.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("```") {
                if let block = open {
                    blocks.append(CodeBlock(language: block.language, line: block.line, lines: block.lines))
                    open = nil
                } else {
                    open = (String(line.dropFirst(3)), index + 1, [])
                }
            } else {
                open?.lines.append(trimmed(line))
            }
        }
        return blocks
    }

    /// Whether the block stands in `text`, line after line.
    func isPart(of text: String) -> Bool {
        let all = text.split(separator: "\n", omittingEmptySubsequences: false).map(Self.trimmed)
        guard let first = lines.first, all.count >= lines.count else { return false }
        return all.indices.dropLast(lines.count - 1).contains { start in
            all[start] == first && all[start..<start + lines.count].elementsEqual(lines)
        }
    }

    private static func trimmed(_ line: Substring) -> String {
        let start = line.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
