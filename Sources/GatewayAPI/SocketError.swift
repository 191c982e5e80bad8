/// Why the API's socket could not be opened, and what to do about it.
public struct SocketError: Error, Hashable, Sendable, CustomStringConvertible {
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
