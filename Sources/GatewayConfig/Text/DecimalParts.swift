/// A decimal number taken apart: `-12.50e3` is −1250 × 10¹.
struct DecimalParts {
    private var isNegative = false
    private var mantissa: UInt64 = 0
    private var digits = 0
    private var exponent = 0

    /// `nil` when the text is no decimal number.
    init?(_ bytes: [UInt8], _ range: Range<Int>) {
        var at = range.lowerBound
        if at < range.upperBound, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") {
            isNegative = bytes[at] == UInt8(ascii: "-")
            at += 1
        }
        var seen = takeDigits(bytes, &at, range.upperBound, isFraction: false)
        if at < range.upperBound, bytes[at] == UInt8(ascii: ".") {
            at += 1
            seen += takeDigits(bytes, &at, range.upperBound, isFraction: true)
        }
        guard seen > 0, takeExponent(bytes, &at, range.upperBound), at == range.upperBound else { return nil }
    }

    private mutating func takeDigits(_ bytes: [UInt8], _ at: inout Int, _ end: Int, isFraction: Bool) -> Int {
        let start = at
        while at < end, bytes[at] >= UInt8(ascii: "0"), bytes[at] <= UInt8(ascii: "9") {
            if digits < 19 {
                mantissa = mantissa * 10 + UInt64(bytes[at] - UInt8(ascii: "0"))
                exponent -= isFraction ? 1 : 0
            } else {
                exponent += isFraction ? 0 : 1
            }
            digits += mantissa > 0 ? 1 : 0
            at += 1
        }
        return at - start
    }

    private mutating func takeExponent(_ bytes: [UInt8], _ at: inout Int, _ end: Int) -> Bool {
        guard at < end else { return true }
        guard bytes[at] | 0x20 == UInt8(ascii: "e"), end - at <= 6, let power = NumberText.integer(bytes, at + 1..<end)
        else { return false }
        exponent += Int(power)
        at = end
        return true
    }

    /// The value when it can be had with one exact operation; `nil` when the long way is needed.
    ///
    /// A mantissa below 2⁵³ and a power of ten up to 10²² are both exact doubles, so one division or multiplication rounds
    /// once, as it should (Clinger 1990).
    var exactValue: Double? {
        guard digits < 19, mantissa < 1 << 53, exponent >= -22, exponent <= 22 else { return nil }
        let value = Double(mantissa)
        let scaled = exponent < 0 ? value / Self.powers[-exponent] : value * Self.powers[exponent]
        return isNegative ? -scaled : scaled
    }

    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}
