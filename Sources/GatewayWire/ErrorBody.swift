/// Why a request was not answered as asked.
public struct ErrorBody: Codable, Hashable, Sendable {
    public var error: String
    /// What to do about it.
    public var mend: String

    public init(error: String, mend: String) {
        self.error = error
        self.mend = mend
    }
}
