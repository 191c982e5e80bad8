/// Whether a machine trusts a file, and what that rests on.
enum TrustVerdict: Hashable {
    /// Under this policy nobody asks.
    case unasked
    case listed
    /// By the key in this file.
    case signed(file: String)
    case denied(DigestList.Entry, line: Int)
    /// Neither on the list nor well signed.
    case notAllowed(SignatureFinding)
    case notSigned(SignatureFinding)
}
