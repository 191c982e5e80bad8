/// Which plugins a machine accepts. Whatever it says, what is on the list `denied` is refused.
public enum TrustPolicy: String, Hashable, Sendable, CaseIterable {
    /// All of them.
    case any
    /// Those on the list `allowed`, and those signed by a key in the trust folder.
    case allowed
    /// Those signed by a key in the trust folder.
    case signed

    static let words = "any, allowed or signed"

    /// Reads a policy file: one word, with comments around it. A file that says nothing is malformed: it may be what a power
    /// cut left of a strict one.
    init(_ bytes: [UInt8]) throws(MalformedText) {
        var found: TrustPolicy?
        var number = 0
        for line in try FileLines.texts(bytes) {
            number += 1
            for word in FileLines.words(line).words {
                guard let policy = TrustPolicy(rawValue: word) else {
                    throw MalformedText(line: number, "'\(word)' is no policy; write \(Self.words)")
                }
                guard found == nil else {
                    throw MalformedText(line: number, "a second policy, '\(word)'; keep one of the two")
                }
                found = policy
            }
        }
        guard let found else { throw MalformedText(line: 1, "there is no policy in it; write \(Self.words)") }
        self = found
    }

    /// What stands in the file.
    var text: String {
        "# Which plugins this machine accepts: \(Self.words). See: gatewayctl plugin trust --help\n\(rawValue)\n"
    }
}
