import Yams

/// Finds the second of two equal keys, of which the parser names the first only.
enum DuplicateKey {
    struct Place {
        var line: Int
        var column: Int
        var range: Range<String.Index>
    }

    private static let prefix = "duplicate~"

    static func placeholder(_ number: Int) -> String {
        "\(prefix)\(number)"
    }

    static func isPlaceholder(_ key: String) -> Bool {
        key.hasPrefix(prefix)
    }

    /// In block style the second key stands in the same column; in flow style it is the next one spelled alike.
    static func find(_ key: String, after first: Mark, in text: String) -> Place? {
        var candidates: [Place] = []
        var line = 0
        for content in text.split(separator: "\n", omittingEmptySubsequences: false) {
            line += 1
            guard line >= first.line else { continue }
            candidates += places(key, content, line).filter { $0.line > first.line || $0.column > first.column }
            if let same = candidates.first(where: { $0.column == first.column }) { return same }
        }
        return candidates.first
    }

    private static func places(_ key: String, _ content: Substring, _ line: Int) -> [Place] {
        guard !key.isEmpty else { return [] }
        return content.ranges(of: key).compactMap { range in
            let isWhole = content[range.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }.hasPrefix(":")
            let before = content[..<range.lowerBound]
            guard isWhole, before.last.map({ " {,\"'-\t".contains($0) }) ?? true else { return nil }
            return Place(line: line, column: before.unicodeScalars.count + 1, range: range)
        }
    }
}
