/// Texts in tab-separated lines: `\t`, `\n`, `\r` and `\\` are escaped, and `\N` stands for no text.
package enum EscapedText {
    static let absent = "\\N"

    package static func encode(_ text: String?) -> String {
        guard let text else { return absent }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\t": result += "\\t"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The text, or `nil` when it is none or badly escaped; use ``decodeOptional(_:)`` to tell the two apart.
    package static func decode(_ line: some StringProtocol) -> String? {
        var result = ""
        var scalars = line.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == "\\" else {
                result.unicodeScalars.append(scalar)
                continue
            }
            switch scalars.next() {
            case "\\": result += "\\"
            case "t": result += "\t"
            case "n": result += "\n"
            case "r": result += "\r"
            default: return nil
            }
        }
        return result
    }

    /// `.some(nil)` for `\N`; `nil` when badly escaped.
    package static func decodeOptional(_ line: some StringProtocol) -> String?? {
        if line == absent { return .some(nil) }
        return decode(line).map { .some($0) }
    }
}
