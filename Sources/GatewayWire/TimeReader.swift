/// Takes an RFC 3339 text apart, from left to right.
struct TimeReader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool {
        rest.isEmpty
    }

    /// `2026-03-01`.
    mutating func date() -> CivilDate? {
        guard let year = number(4), skip("-"), let month = number(2), skip("-"), let day = number(2) else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// `T12:00:00.250+02:00`: seconds of the day in UTC, which an offset may move to the day before or after.
    mutating func timeOfDay() -> (seconds: Int64, nanoseconds: Int64)? {
        guard skip("T") || skip("t") || skip(" "), let hour = number(2), skip(":"), let minute = number(2),
            hour < 24, minute < 60
        else { return nil }
        var second: Int64 = 0
        var fraction: Int64 = 0
        if skip(":") {
            // RFC 3339 §5.6: a leap second is written as 60; it counts as the next second here.
            guard let read = number(2), read <= 60 else { return nil }
            second = read
            if skip(".") {
                guard let read = self.fraction() else { return nil }
                fraction = read
            }
        }
        guard let offset = offset() else { return nil }
        return (hour * 3600 + minute * 60 + second - offset, fraction)
    }

    private mutating func offset() -> Int64? {
        if isAtEnd || skip("Z") || skip("z") { return 0 }
        let isWest = rest.first == UInt8(ascii: "-")
        guard skip("-") || skip("+"), let hours = number(2) else { return nil }
        _ = skip(":")
        guard let minutes = number(2), hours < 24, minutes < 60 else { return nil }
        let seconds = hours * 3600 + minutes * 60
        return isWest ? -seconds : seconds
    }

    private mutating func fraction() -> Int64? {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard (1...9).contains(digits.count), var value = Int64(Substring(digits)) else { return nil }
        for _ in digits.count..<9 { value *= 10 }
        rest = rest.dropFirst(digits.count)
        return value
    }

    private mutating func number(_ count: Int) -> Int64? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        rest = rest.dropFirst(count)
        return Int64(Substring(digits))
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == character.value else { return false }
        rest = rest.dropFirst()
        return true
    }
}
