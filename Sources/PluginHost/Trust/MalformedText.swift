/// What is wrong with a text that people write: where, and how to mend it. Whoever read it knows the file's name.
public struct MalformedText: Error, Hashable, Sendable {
    /// From 1.
    public let line: Int
    /// The fact, then the mend.
    public let message: String

    init(line: Int, _ message: String) {
        self.line = line
        self.message = message
    }

    /// `path:line: message`.
    func named(_ path: String) -> String { "\(path):\(line): \(message)" }
}
