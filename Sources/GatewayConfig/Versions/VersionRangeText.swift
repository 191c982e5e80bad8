/// Reads ranges of versions: comparisons, parted by commas or spaces, which all have to hold.
struct VersionRangeText {
    private static let operators = [">=", ">", "<=", "<", "=", "^", "~"]

    private let text: String
    private var rest: Substring

    static func parse(_ text: String) throws(Complaint) -> VersionRange {
        var reader = VersionRangeText(text: text, rest: text[...])
        var range = VersionRange()
        var isAnything = false
        while let (comparison, version) = try reader.next() {
            try Self.apply(comparison, version, to: &range)
            isAnything = true
        }
        guard isAnything else {
            throw Complaint("\(quoted(text)) names no version", mend: "write a range, such as '>=1.2 <2' or '^1.2'")
        }
        guard !range.isEmpty else {
            throw Complaint(
                "no version is inside of \(quoted(text))", mend: "write the lower end first, such as '>=1.2 <2'")
        }
        return range
    }

    /// The next comparison; `nil` at the end.
    private mutating func next() throws(Complaint) -> (String, PartialVersion)? {
        rest = rest.drop { $0 == " " || $0 == "," }
        guard !rest.isEmpty else { return nil }
        let comparison = String(rest.prefix { "<>=^~!|".contains($0) })
        guard comparison.isEmpty || Self.operators.contains(comparison) else { throw Self.notKnown(comparison) }
        rest = rest.dropFirst(comparison.count).drop { $0 == " " }
        let word = rest.prefix { !" ,<>=^~!|".contains($0) }
        rest = rest.dropFirst(word.count)
        guard let version = PartialVersion(word) else { throw Self.noVersion(word, behind: comparison) }
        return (comparison.isEmpty ? "=" : comparison, version)
    }

    private static func apply(
        _ comparison: String, _ version: PartialVersion, to range: inout VersionRange
    ) throws(Complaint) {
        let low = VersionRange.Bound(version: version.lowest, isInclusive: true)
        switch comparison {
        case ">=": range.narrow(from: low, to: nil)
        case ">" where version.isWhole: range.narrow(from: bound(version.lowest), to: nil)
        case ">":
            range.narrow(from: .init(version: try existing(version.next), isInclusive: true), to: nil)
        case "<": range.narrow(from: nil, to: bound(version.lowest))
        case "<=" where version.isWhole: range.narrow(from: nil, to: low)
        case "<=": range.narrow(from: nil, to: bound(try existing(version.next)))
        case "^": range.narrow(from: low, to: bound(try existing(compatible(version))))
        case "~":
            range.narrow(
                from: low, to: bound(try existing(version.minor == nil ? version.nextMajor : version.nextMinor)))
        case _ where version.isWhole: range.narrow(from: low, to: low)
        default: range.narrow(from: low, to: bound(try existing(version.next)))
        }
        range.name(version.lowest)
    }

    /// Up to where `^` reaches: the leftmost number that is not zero stays.
    private static func compatible(_ version: PartialVersion) -> Version? {
        if version.major > 0 || version.minor == nil { return version.nextMajor }
        if version.minor ?? 0 > 0 || version.patch == nil { return version.nextMinor }
        return version.nextPatch
    }

    private static func bound(_ version: Version) -> VersionRange.Bound {
        .init(version: version, isInclusive: false)
    }

    private static func existing(_ version: Version?) throws(Complaint) -> Version {
        guard let version else {
            throw Complaint("there is no version behind this one", mend: "write smaller numbers")
        }
        return version
    }

    private static func notKnown(_ comparison: String) -> Complaint {
        if comparison.contains("|") {
            return Complaint("a range has no '||'", mend: "write one piece from end to end, such as '>=1.2 <3'")
        }
        return Complaint(
            "\(quoted(comparison)) compares nothing", mend: "use one of \(operators.joined(separator: ", "))")
    }

    private static func noVersion(_ word: Substring, behind comparison: String) -> Complaint {
        if word.isEmpty {
            return Complaint("there is no version behind \(quoted(comparison))", mend: "write one, such as '>=1.2'")
        }
        if word == "*" || word == "x" {
            return Complaint("\(quoted(word)) is no version", mend: "leave 'version' out to take every one")
        }
        return Complaint(
            "\(quoted(word)) is no version", mend: "write one to three numbers, such as 1.2 or 1.2.3, or 1.2.3-beta.1")
    }
}
