/// Colours and weights of a terminal, or none at all.
struct Style: Sendable {
    /// SGR parameters of ECMA-48 §8.3.117.
    enum Ink: String, Sendable {
        case plain = ""
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case cyan = "36"
        case boldRed = "1;31"
        case boldCyan = "1;36"
    }

    let isColoured: Bool

    static let none = Style(isColoured: false)

    func paint(_ text: String, _ ink: Ink) -> String {
        isColoured && ink != .plain && !text.isEmpty ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
    }
}

extension Style.Ink {
    /// Green for what works, yellow for what waits, red for what has failed.
    init(state: String) {
        switch state {
        case "connected", "loaded", "running", "ok": self = .green
        case "failed", "refused", "error": self = .red
        case "ready", "stopped": self = .dim
        default: self = .yellow
        }
    }

    /// Of a quality's words.
    init(quality: String) {
        self = quality.hasPrefix("good") ? .green : quality.hasPrefix("uncertain") ? .yellow : .red
    }
}
