/// Spans of time as people write them: `500 ms`, `10 s`, `5 min`, `1.5 h`, `7 d`.
enum DurationText {
    private static let units: [(word: String, nanoseconds: Double)] = [
        ("ms", 1e6), ("s", 1e9), ("min", 60e9), ("h", 3600e9), ("d", 86_400e9),
    ]

    static func parse(_ text: String) throws(Complaint) -> Duration {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-" || $0 == "+") }
        let unit = text.dropFirst(number.count).drop { $0 == " " }
        guard !number.isEmpty, let count = NumberText.real(String(number)) else {
            throw Complaint(
                "\(quoted(text)) is no duration",
                mend: "write a number and a unit, such as '500 ms', '10 s', '5 min' or '1 h'")
        }
        guard let factor = units.first(where: { $0.word == unit })?.nanoseconds else {
            throw unitComplaint(text, String(number), String(unit))
        }
        return try span(text, count * factor)
    }

    private static func unitComplaint(_ text: String, _ number: String, _ unit: String) -> Complaint {
        if unit.isEmpty {
            return Complaint(
                "\(quoted(text)) has no unit", mend: "write '\(number) s' for seconds, or use ms, min, h or d")
        }
        if unit == "m" {
            return Complaint(
                "the unit of \(quoted(text)) is not clear",
                mend: "write '\(number) min' for minutes or '\(number) ms' for milliseconds")
        }
        return Complaint("\(quoted(unit)) is no unit of time", mend: "use one of ms, s, min, h, d")
    }

    private static func span(_ text: String, _ nanoseconds: Double) throws(Complaint) -> Duration {
        guard nanoseconds >= 0 else {
            throw Complaint("\(quoted(text)) is less than nothing", mend: "write a positive duration")
        }
        // A hundred years: far beyond use, and far inside Int64 nanoseconds.
        guard nanoseconds <= 36_525 * 86_400e9 else {
            throw Complaint("\(quoted(text)) is longer than a hundred years", mend: "write a shorter duration")
        }
        return .nanoseconds(Int64(nanoseconds.rounded()))
    }

    /// In the largest unit that keeps it whole: `90 s`, `2 min`.
    static func words(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        guard attoseconds == 0 else { return "\(seconds * 1000 + attoseconds / 1_000_000_000_000_000) ms" }
        let sizes: [(Int64, String)] = [(86_400, "d"), (3600, "h"), (60, "min")]
        for (size, word) in sizes where seconds != 0 && seconds % size == 0 { return "\(seconds / size) \(word)" }
        return "\(seconds) s"
    }
}
