/// A secret that cannot be had, and what to do about it. Never holds the secret.
public struct SecretError: Error, Hashable, Sendable, CustomStringConvertible {
    public var message: String
    public var mend: String

    init(_ message: String, mend: String) {
        self.message = message
        self.mend = mend
    }

    public var description: String {
        "\(message) — \(mend)"
    }
}
