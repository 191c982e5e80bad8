/// The digits of 00…99, one pair after the other.
private let digitPairs: StaticString = """
    00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
    """

extension ByteWriter {
    func append(_ value: Int64) {
        if value < 0 { append(UInt8(ascii: "-")) }
        append(value.magnitude)
    }

    func append(_ value: UInt64) {
        reserve(20)
        appendReserved(value, digits: Self.digitCount(value))
    }

    /// The shortest digits that read back as the same number, always with a fraction or an exponent, so that a reader who
    /// guesses a type from the first number of a point guesses right; `null` for what JSON cannot say (NaN, infinity).
    func append(_ value: Double) {
        guard value.isFinite else { return append("null") }
        let magnitude = value.magnitude
        // Digits with at most six places behind the point and 15 in all: nearly everything a device measures. Two different
        // decimals of up to 15 digits are never the same Double, so one that reads back is the shortest.
        if magnitude < 1e9 {
            let millionths = Int64(magnitude * 1_000_000 + 0.5)
            if Double(millionths) / 1_000_000 == magnitude {
                return appendFixed(UInt64(millionths), places: 6, unit: 1_000_000, isNegative: value.sign == .minus)
            }
        }
        var digits = DigitStream(writer: self)
        value.write(to: &digits)
    }

    /// The same for a number that a device gave with single precision: `0.1`, not `0.10000000149011612`.
    func append(_ value: Float) {
        guard value.isFinite else { return append("null") }
        let magnitude = Double(value.magnitude)
        // The same thought with the six digits that a Float always keeps.
        if magnitude < 1000 {
            let (unit, places): (UInt64, Int) =
                magnitude < 10 ? (100_000, 5) : magnitude < 100 ? (10_000, 4) : (1000, 3)
            let parts = Int64(magnitude * Double(unit) + 0.5)
            if Float(Double(parts) / Double(unit)) == value.magnitude {
                return appendFixed(UInt64(parts), places: places, unit: unit, isNegative: value.sign == .minus)
            }
        }
        var digits = DigitStream(writer: self)
        value.write(to: &digits)
    }

    /// `scaled / unit` with up to `places` digits behind the point, at least one.
    @inline(__always)
    private func appendFixed(_ scaled: UInt64, places: Int, unit: UInt64, isNegative: Bool) {
        reserve(32)
        if isNegative { appendReserved(UInt8(ascii: "-")) }
        let whole = scaled / unit
        var fraction = scaled % unit
        appendReserved(whole, digits: Self.digitCount(whole))
        appendReserved(UInt8(ascii: "."))
        if fraction == 0 { return appendReserved(UInt8(ascii: "0")) }
        var places = places
        // Most measurements have one to three places: half of the zeros go at once.
        if places == 6, fraction % 1000 == 0 { (fraction, places) = (fraction / 1000, 3) }
        while true {
            let (quotient, digit) = fraction.quotientAndRemainder(dividingBy: 10)
            if digit != 0 { break }
            fraction = quotient
            places -= 1
        }
        appendReserved(fraction, digits: places)
    }

    /// Writes `value` with exactly `digits` digits, zeros in front.
    @inline(__always)
    private func appendReserved(_ value: UInt64, digits: Int) {
        var value = value
        var at = count + digits
        let pairs = digitPairs.utf8Start
        while at - count >= 2 {
            let (quotient, pair) = value.quotientAndRemainder(dividingBy: 100)
            at -= 2
            bytes[at] = pairs[Int(pair) * 2]
            bytes[at + 1] = pairs[Int(pair) * 2 + 1]
            value = quotient
        }
        if at > count { bytes[at - 1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10) }
        skip(digits)
    }

    @inline(__always)
    private static func digitCount(_ value: UInt64) -> Int {
        var count = 1
        var value = value
        while value >= 10_000 {
            value /= 10_000
            count += 4
        }
        return value < 10 ? count : value < 100 ? count + 1 : value < 1000 ? count + 2 : count + 3
    }
}

/// Takes the digits of a floating-point number straight from the standard library, which has them as ASCII bytes: no
/// String comes into being, so nothing is allocated for 17 digits either.
private struct DigitStream: TextOutputStream {
    let writer: ByteWriter

    mutating func write(_ string: String) {
        writer.append(utf8: string)
    }

    mutating func _writeASCII(_ buffer: UnsafeBufferPointer<UInt8>) {
        writer.append(UnsafeRawBufferPointer(buffer))
    }
}
