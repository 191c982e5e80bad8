import Yams

/// Says a parser's error in words that help.
struct YAMLErrorWords {
    let file: SourceFile

    func finding(_ error: any Error) -> Finding {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _):
            syntax(context, problem, mark)
        case YamlError.composer(let context, let problem, let mark, _):
            Finding(
                at: file.location(mark.line, mark.column), "this is no YAML: \(problem)",
                mend: context == nil ? Self.mend(problem) : "write one document, without '---' between")
        case YamlError.reader(let problem, let offset, _, _):
            Finding(
                at: file.location(offset: place(offset)), "this is no YAML: \(problem)",
                mend: "take the control character out")
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            Finding(
                at: file.location(context.mark.line, context.mark.column),
                "\(quoted(keys.first ?? "")) stands twice in this map", mend: "keep one of them")
        default:
            Finding(at: file.location(1), "this is no YAML", mend: "look at the syntax of the file")
        }
    }

    private func syntax(_ context: YamlError.Context?, _ problem: String, _ mark: Mark) -> Finding {
        if let tab = tab(near: mark.line) {
            return Finding(at: tab, "the line is indented with a tab", mend: "YAML wants spaces: two for each level")
        }
        // What has no end is mended at its beginning.
        let isOpen = problem.contains("end of stream") || problem.contains("expected ',' or")
        let mark = isOpen ? context?.mark ?? mark : mark
        let place = file.location(mark.line, mark.column)
        let message = "this is no YAML: \([context?.text, problem].compactMap { $0 }.joined(separator: ", "))"
        return Finding(at: place, message, mend: Self.mend(problem))
    }

    private static func mend(_ problem: String) -> String {
        mends.first { problem.contains($0.key) }?.value ?? "look at this line and the one before"
    }

    private static let mends: KeyValuePairs = [
        "alphabetic or numeric character": "put a pattern that begins with '*' in quotes",
        "undefined alias": "put a pattern that begins with '*' in quotes",
        "expected comment or line break": "put a value that begins with '>' or '|' in quotes",
        "could not find expected ':'": "write 'key: value', with a blank behind the colon",
        "mapping values are not allowed":
            "begin a new line for the key, or put the value in quotes when it has ': ' in it",
        "did not find expected key": "indent this line like the other keys of its map",
        "expected ',' or '": "close the bracket, or put a comma between the entries",
        "unexpected end of stream": "close the quote",
        "cannot start any token": "put the value in quotes",
    ]

    /// A tab in the indentation of the line or of one of the two before it, where parsers trip later.
    private func tab(near line: Int) -> Location? {
        let lines = file.bytes.split(separator: UInt8(ascii: "\n"), maxSplits: line, omittingEmptySubsequences: false)
        for number in max(1, line - 2)...max(1, line) where number <= lines.count {
            let indentation = lines[number - 1].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            if let column = indentation.firstIndex(of: UInt8(ascii: "\t")) {
                return file.location(number, column - indentation.startIndex + 1)
            }
        }
        return nil
    }

    /// The parser counts characters here; places want bytes.
    private func place(_ characters: Int?) -> Int {
        let text = String(decoding: file.bytes, as: UTF8.self)
        return text.prefix(characters ?? 0).utf8.count
    }
}
