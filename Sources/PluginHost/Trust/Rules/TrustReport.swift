/// What a machine knows about the trust in one file.
public struct TrustReport: Hashable, Sendable {
    public let path: String
    /// The trust folder.
    public let folder: String
    /// In lower-case hex; `nil` when the file could not be read.
    public internal(set) var sha256: String?
    /// `nil` when nobody got as far as to ask, or the trust folder is not understood.
    public internal(set) var policy: TrustPolicy?
    /// Its entries on the lists.
    public internal(set) var allowed: DigestList.Entry?
    public internal(set) var denied: DigestList.Entry?
    public internal(set) var signature: SignatureFinding?
    /// Why a gateway would not use it; `nil` when it would let it describe itself.
    public internal(set) var refusal: Refusal?

    init(path: String, folder: String) {
        self.path = path
        self.folder = folder
    }
}
