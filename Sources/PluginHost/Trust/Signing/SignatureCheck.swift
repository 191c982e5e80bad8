import Glibc

/// Looks for a plugin's signature and checks it against the keys of the trust folder.
enum SignatureCheck {
    static func find(for image: SealedImage, _ keys: [NamedKey]) -> SignatureFinding {
        let path = SignatureFinding.path(of: image.path)
        var facts = stat()
        if lstat(path, &facts) != 0 && errno == ENOENT { return .absent }
        do throws(Refusal) {
            let file = try OpenedFile(path, guardedBy: FileGuard(user: geteuid()))
            return try check(try file.whole(limit: SignedText.largest), image, keys)
        } catch {
            return .unreadable(error)
        }
    }

    private static func check(
        _ file: [UInt8], _ image: SealedImage, _ keys: [NamedKey]
    ) throws(Refusal) -> SignatureFinding {
        let signature: Signature
        do throws(MalformedText) {
            signature = try Signature(file)
        } catch {
            return .malformed(error)
        }
        // The id is no proof, so two keys may have one.
        let candidates = keys.filter { $0.key.id == signature.key }
        guard !candidates.isEmpty else { return .unknownKey(signature.key) }
        let signer = try image.withBytes { message in
            candidates.first { signature.isValid(over: message, by: $0.key) }
        }
        guard let signer else { return .invalid(signature.key) }
        return .valid(signature.key, file: signer.file, comment: signature.comment)
    }
}
