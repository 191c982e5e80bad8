/// Small drawings made of block characters.
enum Sparkline {
    private static let heights: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    private static let eighths: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]

    /// One block a value, between the lowest and the highest of them; values that never change lie low, missing ones are
    /// blank.
    static func blocks(_ values: [Double?]) -> String {
        let numbers = values.compactMap { $0.flatMap { $0.isFinite ? $0 : nil } }
        guard let low = numbers.min(), let high = numbers.max() else {
            return String(repeating: " ", count: values.count)
        }
        // Half of each first: the span of two huge numbers has no name in 64 bits.
        let span = high / 2 - low / 2
        return String(
            values.map { value in
                guard let value, value.isFinite else { return " " }
                let part = span > 0 ? (value / 2 - low / 2) / span : 0
                return heights[min(7, max(0, Int(part * 8)))]
            })
    }

    /// The newest at the right, no more than `width`; longer pasts are averaged, so that all of it is seen.
    static func condensed(_ values: [Double?], width: Int) -> [Double?] {
        guard width > 0, values.count > width else { return values }
        let size = (values.count + width - 1) / width
        var columns: [Double?] = []
        for end in stride(from: values.count, to: 0, by: -size) {
            let good = values[max(0, end - size)..<end].compactMap { $0 }
            columns.append(good.isEmpty ? nil : good.reduce(0) { $0 + $1 / Double(good.count) })
        }
        return columns.reversed()
    }

    /// How much of `width` columns `part` of a whole fills, to an eighth of a column. Outside 0…1 it stays at the end.
    static func bar(_ part: Double, width: Int) -> (filled: String, empty: String) {
        guard part.isFinite, width > 0 else { return ("", String(repeating: "░", count: max(0, width))) }
        let steps = Int((min(1, max(0, part)) * Double(width * 8)).rounded())
        var filled = String(repeating: "█", count: steps / 8)
        if steps % 8 > 0 { filled.append(eighths[steps % 8 - 1]) }
        return (filled, String(repeating: "░", count: width - filled.count))
    }
}
