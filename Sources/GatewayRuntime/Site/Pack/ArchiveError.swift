/// Why an archive is not made, or not believed: the fact, then the mend.
public struct ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ fact: String, mend: String) {
        description = "\(fact) — \(mend)"
    }
}
