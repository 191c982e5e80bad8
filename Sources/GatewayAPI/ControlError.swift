/// Why a request was not answered as asked, and what to do about it.
public struct ControlError: Error, Hashable, Sendable {
    /// Classes of failure; each has its HTTP status.
    public enum Kind: Sendable, CaseIterable {
        /// The request itself is wrong (400).
        case invalid
        /// The requester may not do this (403).
        case forbidden
        /// There is no such thing (404).
        case notFound
        /// The resource does not know this method (405).
        case wrongMethod
        /// It does not fit the present state (409).
        case conflict
        /// The request is too large (413).
        case tooLarge
        /// A promise was broken in here (500).
        case bug
        /// It would be possible, but not now (503).
        case unavailable
        /// Nobody answered in time (504).
        case timeout
    }

    public var kind: Kind
    /// What is wrong: a clause without a full stop.
    public var message: String
    /// What to do about it.
    public var mend: String

    public init(_ kind: Kind, _ message: String, mend: String) {
        self.kind = kind
        self.message = message
        self.mend = mend
    }
}

extension ControlError: CustomStringConvertible {
    public var description: String {
        "\(message) — \(mend)"
    }
}
