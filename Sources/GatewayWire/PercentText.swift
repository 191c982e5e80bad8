/// Texts inside a URL: RFC 3986 §2.1, everything but its unreserved characters written as `%2F`.
public enum PercentText {
    public static func encode(_ text: String) -> String {
        text.utf8.map { byte in
            isUnreserved(byte) ? String(Unicode.Scalar(byte)) : "%" + WireHex.text([byte]).uppercased()
        }.joined()
    }

    /// `nil` when a `%` is not followed by two hexadecimal digits, or the bytes are not UTF-8.
    public static func decode(_ text: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let digits = String(validating: rest.prefix(2), as: UTF8.self), let read = WireHex.bytes(digits),
                read.count == 1
            else { return nil }
            bytes += read
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }
}
