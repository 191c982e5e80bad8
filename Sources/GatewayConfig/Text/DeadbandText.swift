/// Deadbands: a number in engineering units, or a share of the last value such as `2%`. Zero is none.
enum DeadbandText {
    static func parse(_ text: String) throws(Complaint) -> Deadband {
        let isPercent = text.hasSuffix("%")
        let number = isPercent ? String(text.dropLast()) : text
        guard let value = NumberText.real(number.trimmed) else {
            throw Complaint(
                "deadband is \(quoted(text)), which is no number",
                mend: SpreadsheetDamage.mend(for: text) ?? "write a number in the point's unit, or a share such as 2%")
        }
        guard value >= 0 else {
            throw Complaint("deadband is \(plain(value)), less than nothing", mend: "write 0 or more")
        }
        guard !isPercent || value <= 100 else {
            throw Complaint("deadband is \(plain(value))%", mend: "write a share from 0% to 100%")
        }
        if value == 0 { return .none }
        return isPercent ? .percent(value) : .absolute(value)
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        var rest = self[...]
        while rest.last == " " { rest.removeLast() }
        return String(rest.drop { $0 == " " })
    }
}
