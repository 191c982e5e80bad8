extension Timestamp: CustomStringConvertible {
    /// `2026-03-01T12:00:00.250Z`: UTC, milliseconds, as RFC 3339 writes it.
    public var description: String {
        let (seconds, nanoseconds) = flooredSeconds
        let (days, ofDay) = Self.floorDivide(seconds, 86_400)
        let date = Self.civil(daysSince1970: days)
        let milliseconds = nanoseconds / 1_000_000
        return "\(Self.padded(date.year, 4))-\(Self.padded(date.month, 2))-\(Self.padded(date.day, 2))T"
            + "\(Self.padded(ofDay / 3600, 2)):\(Self.padded(ofDay / 60 % 60, 2)):\(Self.padded(ofDay % 60, 2))"
            + ".\(Self.padded(milliseconds, 3))Z"
    }

    private var flooredSeconds: (seconds: Int64, nanoseconds: Int64) {
        Self.floorDivide(rawValue, 1_000_000_000)
    }

    private static func floorDivide(_ value: Int64, _ by: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: by)
        return remainder < 0 ? (quotient - 1, remainder + by) : (quotient, remainder)
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Days to a date of the proleptic Gregorian calendar, counting years from 1 March so that the leap day is last.
    private static func civil(daysSince1970 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = floorDivide(days + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}
