/// The ids of channels, devices, points and sinks: letters, digits, `_` and `-`, at most 128 of them.
///
/// Dots part the three ids of a full name, so an id has none.
enum Identifier {
    static let limit = 128

    static func isValid(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        range.count <= limit && !range.isEmpty && range.allSatisfy { isAllowed(bytes[$0]) }
    }

    static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return isValid(bytes, 0..<bytes.count)
    }

    static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }

    static func complaint(_ text: String) -> Complaint {
        if text.utf8.count > limit {
            return Complaint("the id \(quoted(text)) is longer than \(limit) characters", mend: "shorten it")
        }
        return Complaint("\(quoted(text)) is no id", mend: "use letters, digits, '_' and '-' only\(proposal(text))")
    }

    private static func proposal(_ text: String) -> String {
        let proposed = String(
            text.unicodeScalars.map { scalar in
                scalar.isASCII && isAllowed(UInt8(scalar.value)) ? Character(scalar) : "_"
            })
        return proposed.allSatisfy { $0 == "_" } ? "" : ", such as '\(proposed)'"
    }
}
