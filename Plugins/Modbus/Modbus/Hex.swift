/// Bytes and words the way protocol people write them: upper case, leading zeros.
public enum Hex {
    /// `0A`.
    public static func digits(_ byte: UInt8) -> String {
        padded(String(byte, radix: 16, uppercase: true), 2)
    }

    /// `0x0A`.
    public static func prefixed(_ byte: UInt8) -> String {
        "0x" + digits(byte)
    }

    /// `0x12AB`.
    public static func prefixed(_ word: UInt16) -> String {
        "0x" + padded(String(word, radix: 16, uppercase: true), 4)
    }

    /// `00 01 00 00`.
    public static func spaced(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { digits($0) }.joined(separator: " ")
    }

    private static func padded(_ digits: String, _ width: Int) -> String {
        String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
