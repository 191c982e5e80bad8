/// Amounts of memory as people write them: `512 MiB`, `2 GB`.
enum ByteSizeText {
    private static let units: [(word: String, bytes: Double)] = [
        ("B", 1), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12),
        ("KiB", 1024), ("MiB", 1_048_576), ("GiB", 1_073_741_824), ("TiB", 1_099_511_627_776),
    ]

    static func parse(_ text: String) throws(Complaint) -> Int64 {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = text.dropFirst(number.count).drop { $0 == " " }
        guard let count = NumberText.real(String(number)), let factor = units.first(where: { $0.word == unit })?.bytes
        else {
            throw Complaint(
                "\(quoted(text)) is no size", mend: "write a number and a unit, such as '512 MiB' or '2 GB'")
        }
        guard count * factor <= 1e15 else {
            throw Complaint("\(quoted(text)) is more than 1000 TB", mend: "write a smaller size")
        }
        return Int64(count * factor)
    }
}
