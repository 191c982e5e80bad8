import Foundation

/// What went wrong, for programs: the same fields whatever the command, in one line of the error output.
struct ErrorInfo: Codable, Equatable {
    let error: String
    /// What to do about it; empty when nobody knows.
    let mend: String
    let exitCode: Int32

    /// A message for people is `gatewayctl: what is wrong — what to do`; without `mend` it is taken apart.
    init(_ message: String, mend: String? = nil, exitCode: Int32) {
        let text = message.trimmingCharacters(in: .whitespacesAndNewlines)
        let words = text.hasPrefix("gatewayctl: ") ? String(text.dropFirst(12)) : text
        let dash = mend == nil ? words.range(of: " — ") : nil
        error = dash.map { String(words[..<$0.lowerBound]) } ?? words
        self.mend = mend ?? dash.map { String(words[$0.upperBound...]) } ?? ""
        self.exitCode = exitCode
    }
}
