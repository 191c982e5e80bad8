/// Lines of a key, a tab and a value, as processes of ours tell each other what they agreed on.
struct KeyedLines {
    private var values: [String: [String]] = [:]

    static func encode(_ lines: [(key: String, value: String)]) -> String {
        lines.map { "\($0.key)\t\(EscapedText.encode($0.value))\n" }.joined()
    }

    /// `nil` when a line has no tab or is badly escaped.
    init?(_ text: String) {
        for line in text.split(separator: "\n") {
            guard let tab = line.firstIndex(of: "\t"),
                let value = EscapedText.decode(line[line.index(after: tab)...])
            else { return nil }
            values[String(line[..<tab]), default: []].append(value)
        }
    }

    /// All lines have been taken.
    var isEmpty: Bool { values.isEmpty }

    /// The values of all lines of that key, in order.
    mutating func takeAll(_ key: String) -> [String] {
        values.removeValue(forKey: key) ?? []
    }

    /// The value of the one line of that key; `nil` when there is none or more than one.
    mutating func takeOne(_ key: String) -> String? {
        let all = takeAll(key)
        return all.count == 1 ? all.first : nil
    }

    /// `.some(nil)` when there is no such line; `nil` when there is more than one.
    mutating func takeOptional(_ key: String) -> String?? {
        let all = takeAll(key)
        return all.count < 2 ? .some(all.first) : nil
    }
}
