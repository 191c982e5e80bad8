extension ByteWriter {
    /// A text in quotes, escaped as RFC 8259 §7 asks.
    func append(jsonText text: String) {
        var text = text
        text.withUTF8 { append(jsonText: UnsafeRawBufferPointer($0)) }
    }

    /// The same for foreign bytes: what is not UTF-8 becomes U+FFFD.
    func append(jsonText bytes: UnsafeRawBufferPointer) {
        append(UInt8(ascii: "\""))
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte < 0x80 {
                appendEscaped(byte)
                at += 1
            } else {
                let size = UTF8Sequence.size(in: bytes, at: at)
                if size > 0 {
                    append(UnsafeRawBufferPointer(rebasing: bytes[at..<at + size]))
                } else {
                    append("\u{FFFD}")
                }
                at += max(1, size)
            }
        }
        append(UInt8(ascii: "\""))
    }

    /// Two digits a byte, in quotes.
    func append(jsonHex bytes: UnsafeRawBufferPointer) {
        append(UInt8(ascii: "\""))
        for byte in bytes {
            append(Self.hexDigit(byte >> 4))
            append(Self.hexDigit(byte & 15))
        }
        append(UInt8(ascii: "\""))
    }

    private func appendEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case 0x0A: append("\\n")
        case 0x0D: append("\\r")
        case 0x09: append("\\t")
        case 0..<0x20, 0x7F:
            append("\\u00")
            append(Self.hexDigit(byte >> 4))
            append(Self.hexDigit(byte & 15))
        default: append(byte)
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
