import GatewayCore

/// Patterns over point names, checked before they are used: a pattern that can match no name is a mistake.
enum GlobText {
    static func parse(_ text: String) throws(Complaint) -> Glob {
        guard !text.isEmpty else {
            throw Complaint("a pattern is empty", mend: "write '*' for all points")
        }
        guard let odd = text.unicodeScalars.first(where: { !isAllowed($0) }) else { return Glob(text) }
        if odd == "#" || odd == "+" || odd == "/" {
            throw Complaint(
                "\(quoted(text)) looks like an MQTT topic",
                mend: "patterns match 'channel.device.point'; use dots, and '*' for any run of characters")
        }
        throw Complaint(
            "\(quoted(text)) has \(quoted(String(Character(odd)))), which no point name has",
            mend: "patterns know '*' for any run of characters and '?' for one")
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", "*", "?": true
        default: false
        }
    }
}
