import CSodium

/// A signature in minisign's file format: over a file, and over itself with a comment.
public struct Signature: Hashable, Sendable {
    /// Which key made it, as it says itself.
    public let key: KeyID
    /// Over the file's BLAKE2b-512 digest (`ED`); otherwise over its bytes (`Ed`).
    let isPrehashed: Bool
    let bytes: [UInt8]
    /// Signed too, unlike the other comment. Whatever bytes the signer liked.
    let trustedComment: [UInt8]
    /// Over ``bytes`` and ``trustedComment``.
    let globalBytes: [UInt8]

    static let size = 64
    static let overBytes = Array("Ed".utf8)
    static let overDigest = Array("ED".utf8)

    init(key: KeyID, isPrehashed: Bool, bytes: [UInt8], trustedComment: [UInt8], globalBytes: [UInt8]) {
        self.key = key
        self.isPrehashed = isPrehashed
        self.bytes = bytes
        self.trustedComment = trustedComment
        self.globalBytes = globalBytes
    }

    /// Reads a `.minisig` file.
    init(_ file: [UInt8]) throws(MalformedText) {
        let text = try SignedText(file, lines: 4, of: "a signature")
        _ = try text.comment(1, SignedText.untrusted)
        let first = try text.bytes(2, count: 2 + KeyID.size + Self.size)
        trustedComment = try text.comment(3, SignedText.trusted)
        globalBytes = try text.bytes(4, count: Self.size)
        switch Array(first.prefix(2)) {
        case Self.overBytes: isPrehashed = false
        case Self.overDigest: isPrehashed = true
        default:
            throw MalformedText(
                line: 2,
                "it is signed in a way that is not known here; sign it with: gatewayctl plugin sign FILE --key KEY"
            )
        }
        key = KeyID(first.dropFirst(2).prefix(KeyID.size))
        bytes = Array(first.suffix(Self.size))
    }

    /// What stands in a `.minisig` file.
    public var text: String {
        let algorithm = isPrehashed ? Self.overDigest : Self.overBytes
        return """
            \(SignedText.untrusted)signature by key \(key)
            \(Base64.encode(algorithm + key.bytes + bytes))
            \(SignedText.trusted)\(comment)
            \(Base64.encode(globalBytes))

            """
    }

    /// The trusted comment, for people.
    public var comment: String { String(decoding: trustedComment, as: UTF8.self) }

    /// Whether `key` signed exactly `message`, and the comment with it.
    func isValid(over message: UnsafeRawBufferPointer, by key: PublicKey) -> Bool {
        guard key.id == self.key else { return false }
        let isSigned =
            isPrehashed
            ? Message.prehashed(message).withUnsafeBytes { key.verifies(bytes, over: $0) }
            : key.verifies(bytes, over: message)
        return isSigned && (bytes + trustedComment).withUnsafeBytes { key.verifies(globalBytes, over: $0) }
    }
}
