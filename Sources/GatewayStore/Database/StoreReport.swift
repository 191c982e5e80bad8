/// Something an operator should hear about a file of the store.
public struct StoreReport: Hashable, Sendable {
    public enum Kind: String, Sendable {
        /// A damaged file was renamed and a new one made.
        case quarantined
        /// What was whole in a damaged file has been taken over.
        case salvaged
        /// The disk refuses: what is handed over now is not durable.
        case degraded
        /// Writing works again.
        case recovered
        /// A part of a file is damaged and is left out.
        case damaged
    }

    public var kind: Kind
    public var file: String
    /// One sentence.
    public var message: String

    public init(_ kind: Kind, file: String, _ message: String) {
        self.kind = kind
        self.file = file
        self.message = message
    }
}

/// Receives reports, on the thread that found out. It must not call back into the store.
public typealias StoreReporter = @Sendable (StoreReport) -> Void
