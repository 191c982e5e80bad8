/// Why a child process cannot be confined at all; it must not run a plugin then.
public struct ConfinementFailure: Error, Hashable, Sendable {
    /// One line for people: the fact, then the mend.
    public let message: String

    init(_ message: String) {
        self.message = message
    }
}
