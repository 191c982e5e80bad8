import GatewayWire

/// One frame on one line.
enum TraceText {
    static func line(_ frame: TraceLine, style: Style) -> String {
        let isSent = frame.direction == "sent"
        let arrow = style.paint(isSent ? "→" : "←", isSent ? .cyan : .green)
        let words = frame.words.map { "  " + Printable.text($0) } ?? ""
        return
            "\(style.paint(TimeText.clock(frame.time, milliseconds: true), .dim)) \(arrow) \(spaced(frame.hex))\(words)"
    }

    /// `00 01 0a`.
    static func spaced(_ hex: String) -> String {
        let digits = Array(Printable.text(hex))
        return stride(from: 0, to: digits.count, by: 2).map { String(digits[$0..<min($0 + 2, digits.count)]) }.joined(
            separator: " ")
    }
}
