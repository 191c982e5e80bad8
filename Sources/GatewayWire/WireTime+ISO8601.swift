extension WireTime: CustomStringConvertible {
    /// RFC 3339 in UTC, with as many digits of the second as it takes: `2026-03-01T12:00:00.250Z`.
    public var description: String {
        let (seconds, fraction) = floorDivide(nanoseconds, 1_000_000_000)
        let (days, ofDay) = floorDivide(seconds, 86_400)
        let date = CivilDate(daysSince1970: days)
        return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))T"
            + "\(padded(ofDay / 3600, 2)):\(padded(ofDay / 60 % 60, 2)):\(padded(ofDay % 60, 2)).\(digits(of: fraction))Z"
    }

    private func digits(of fraction: Int64) -> String {
        if fraction % 1_000_000 == 0 { return padded(fraction / 1_000_000, 3) }
        return fraction % 1000 == 0 ? padded(fraction / 1000, 6) : padded(fraction, 9)
    }

    /// Reads RFC 3339: a date, `T` or a space, a time with up to nine digits of the second, then `Z` or an offset such as
    /// `+02:00`. A date alone is its midnight in UTC, a time without an offset is UTC. `nil` for anything else, and for
    /// times before 1677 or after 2262.
    public init?(iso8601 text: String) {
        var reader = TimeReader(text)
        guard let date = reader.date() else { return nil }
        let ofDay = reader.isAtEnd ? (seconds: 0, nanoseconds: 0) : reader.timeOfDay()
        guard let ofDay, reader.isAtEnd else { return nil }
        // Years end at 9999, so the seconds fit. Before 1970 the fraction counts back from the next second, or the very
        // first moment of the range would pass its end on the way.
        let floor = date.daysSince1970 * 86_400 + ofDay.seconds
        let (seconds, rest) = floor < 0 ? (floor + 1, ofDay.nanoseconds - 1_000_000_000) : (floor, ofDay.nanoseconds)
        let (whole, tooFar) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, outside) = whole.addingReportingOverflow(rest)
        guard !tooFar, !outside else { return nil }
        self.init(nanoseconds: sum)
    }
}

func floorDivide(_ value: Int64, _ by: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: by)
    return remainder < 0 ? (quotient - 1, remainder + by) : (quotient, remainder)
}

private func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
