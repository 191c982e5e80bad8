/// What a machine trusts: the content of its trust folder. Pure, but for a look at the signature where one is needed.
public struct TrustRules: Hashable, Sendable {
    /// Of the folder, for words.
    let folder: TrustFolder
    public var policy = TrustPolicy.any
    public var allowed = DigestList()
    public var denied = DigestList()
    public var keys: [NamedKey] = []

    init(folder: TrustFolder) {
        self.folder = folder
    }

    /// Judges a file by its sum; `signature` is only called when the answer depends on it.
    func verdict(_ sha256: String, signature: () -> SignatureFinding) -> TrustVerdict {
        if let (entry, line) = denied.find(sha256) { return .denied(entry, line: line) }
        switch policy {
        case .any: return .unasked
        case .allowed where allowed.find(sha256) != nil: return .listed
        case .allowed, .signed:
            let finding = signature()
            if case .valid(_, let file, _) = finding { return .signed(file: file) }
            return policy == .signed ? .notSigned(finding) : .notAllowed(finding)
        }
    }

    /// Throws unless the machine trusts the image.
    func admit(_ image: SealedImage) throws(Refusal) {
        let verdict = verdict(image.sha256) { SignatureCheck.find(for: image, keys) }
        let words = TrustWords(path: image.path, sha256: image.sha256, folder: folder)
        if let refusal = words.refusal(verdict) { throw refusal }
    }

    /// Writes down everything that is known of the image, whether or not the policy asks for it.
    func examine(_ image: SealedImage, _ report: inout TrustReport) {
        report.policy = policy
        report.allowed = allowed.find(image.sha256)?.entry
        report.denied = denied.find(image.sha256)?.entry
        report.signature = SignatureCheck.find(for: image, keys)
    }
}
