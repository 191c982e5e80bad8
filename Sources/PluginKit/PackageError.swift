/// Why a package was not written: the fact, and what to do about it.
public struct PackageError: Error, Hashable, Sendable, CustomStringConvertible {
    public let message: String
    public let mend: String

    public init(_ message: String, mend: String) {
        self.message = message
        self.mend = mend
    }

    public var description: String { "\(message) — \(mend)" }
}
