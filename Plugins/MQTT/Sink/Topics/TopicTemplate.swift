/// A topic with placeholders: `gateway/{site}/{channel}/{device}`.
struct TopicTemplate: Equatable {
    enum Placeholder: String, CaseIterable {
        case site, sink, channel, device, point
    }

    enum Piece: Equatable {
        case text(String)
        case placeholder(Placeholder)
    }

    /// A template that cannot be read; the message says what is wrong and what to write instead.
    struct Fault: Error, Equatable {
        let message: String
    }

    let levels: [[Piece]]

    init(_ text: String) throws(Fault) {
        var levels: [[Piece]] = []
        for level in Topic.levels(text) { levels.append(try Self.pieces(level)) }
        self.levels = levels
    }

    func contains(_ placeholder: Placeholder) -> Bool {
        levels.contains { $0.contains(.placeholder(placeholder)) }
    }

    /// Fills the placeholders. A level that its placeholders leave empty is left out, so that a point without a device
    /// makes no empty level.
    func filled(_ fill: (Placeholder) -> Substring) -> String {
        levels.compactMap { pieces in
            let text = pieces.map { Self.text($0, fill) }.joined()
            return text.isEmpty && !pieces.isEmpty ? nil : text
        }.joined(separator: "/")
    }

    private static func text(_ piece: Piece, _ fill: (Placeholder) -> Substring) -> Substring {
        switch piece {
        case .text(let text): text[...]
        case .placeholder(let placeholder): fill(placeholder)
        }
    }

    private static func pieces(_ level: Substring) throws(Fault) -> [Piece] {
        var pieces: [Piece] = []
        var rest = level
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}") else {
                throw Fault(message: "'{' without '}' in '\(level)'")
            }
            let word = rest[rest.index(after: open)..<close]
            guard let placeholder = Placeholder(rawValue: String(word)) else {
                let known = Placeholder.allCases.map { "{\($0.rawValue)}" }.joined(separator: " ")
                throw Fault(message: "{\(word)} is no placeholder; there are \(known)")
            }
            pieces.append(.placeholder(placeholder))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        return pieces
    }
}
