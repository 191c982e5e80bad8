/// A SHA-256 sum as text.
public enum Digest {
    /// Lower-case hex of `text`, which may begin with `sha256:`; `nil` when it is no such sum.
    public static func parse(_ text: some StringProtocol) -> String? {
        let hex = text.hasPrefix("sha256:") ? text.dropFirst(7) : text.dropFirst(0)
        guard hex.utf8.count == 64, hex.utf8.allSatisfy(isHex) else { return nil }
        return hex.lowercased()
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
