import GatewayCore

/// Values that a schema allows and nobody means. Pure, and the same every time.
enum OddCells {
    /// Of one field, the plain ones first.
    static func of(_ field: FieldSchema) -> [Cell] {
        let odd: [Cell] =
            switch field.kind {
            case .bool: [.bool(true), .bool(false)]
            case .int(let range):
                [range.lowerBound, range.upperBound, 0, -1, 65_535].filter(range.contains).map(Cell.int)
            case .float(let range):
                [range.lowerBound, range.upperBound, 0, -0.0, 1e-300].filter(range.contains).map(Cell.float)
            case .choice(let words): words.map(Cell.text)
            case .text(let length): texts.filter { length.contains($0.utf8.count) }.map(Cell.text) + longest(length)
            case .secret: texts.map(Cell.text)
            }
        return field.isRequired || field.defaultText != nil ? odd : odd + [.absent]
    }

    static let texts = [
        "", " ", "a b", "..", "/", "%s%n%x", "\u{1}\u{7F}", "\"'`$(true)", "ünïcödé-✓-𝕏", "a\nb\tc", "-1", "0x",
        "1e999",
        "[::1", "tcp://", ":0", "NaN",
    ]

    private static func longest(_ length: ClosedRange<Int>) -> [Cell] {
        [.text(String(repeating: "x", count: min(length.upperBound, 65_535)))]
    }
}
