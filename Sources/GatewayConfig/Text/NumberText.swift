/// Reads numbers as tables and settings spell them, straight from bytes.
enum NumberText {
    /// Decimal with an optional sign, or hexadecimal after `0x`; `nil` when it is anything else or does not fit.
    static func integer(_ bytes: [UInt8], _ range: Range<Int>) -> Int64? {
        var at = range.lowerBound
        let isNegative = at < range.upperBound && bytes[at] == UInt8(ascii: "-")
        if isNegative || (at < range.upperBound && bytes[at] == UInt8(ascii: "+")) { at += 1 }
        let isHex =
            range.upperBound - at > 2 && bytes[at] == UInt8(ascii: "0") && bytes[at + 1] | 0x20 == UInt8(ascii: "x")
        if isHex { at += 2 }
        guard at < range.upperBound else { return nil }
        return magnitude(bytes, at..<range.upperBound, radix: isHex ? 16 : 10, isNegative: isNegative)
    }

    private static func magnitude(_ bytes: [UInt8], _ range: Range<Int>, radix: Int64, isNegative: Bool) -> Int64? {
        var value: Int64 = 0
        for index in range {
            guard let digit = digit(bytes[index]), digit < radix else { return nil }
            let (scaled, tooFar) = value.multipliedReportingOverflow(by: radix)
            // Downwards for negative numbers, so that the least Int64 can be reached.
            let (next, over) =
                isNegative ? scaled.subtractingReportingOverflow(digit) : scaled.addingReportingOverflow(digit)
            guard !tooFar, !over else { return nil }
            value = next
        }
        return value
    }

    private static func digit(_ byte: UInt8) -> Int64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): Int64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): Int64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    /// Decimal, with an optional fraction and exponent; never infinite and never "not a number".
    static func real(_ bytes: [UInt8], _ range: Range<Int>) -> Double? {
        guard let parts = DecimalParts(bytes, range) else { return nil }
        if let exact = parts.exactValue { return exact }
        guard let value = Double(String(decoding: bytes[range], as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    static func integer(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        return integer(bytes, 0..<bytes.count)
    }

    static func real(_ text: String) -> Double? {
        let bytes = Array(text.utf8)
        return real(bytes, 0..<bytes.count)
    }
}
