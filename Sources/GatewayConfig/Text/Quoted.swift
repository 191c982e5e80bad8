import GatewayCore

/// Foreign text inside a message: in quotes, control characters made visible, cut where nobody reads on.
func quoted(_ text: some StringProtocol) -> String {
    let limit = 60
    let visible = text.unicodeScalars.prefix(limit).map { scalar in
        scalar.value < 0x20 || scalar.value == 0x7F ? "�" : String(Character(scalar))
    }
    return "'\(visible.joined())\(text.unicodeScalars.count > limit ? "…" : "")'"
}

/// A number as people write it: `100`, not `100.0`.
func plain(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// The mend for a word that is not known: the nearest one first, then all of them.
func mend(unknown word: String, known: [String], otherwise: String? = nil) -> String {
    let list = known.count > 16 ? known.prefix(16).joined(separator: ", ") + " …" : known.joined(separator: ", ")
    if let near = NearestName.to(String(word.prefix(64)), among: known) {
        return known.count > 1 ? "did you mean \(quoted(near))? known: \(list)" : "did you mean \(quoted(near))?"
    }
    return known.isEmpty ? otherwise ?? "take it out" : "known: \(list)"
}
