import CSodium

/// An ed25519 key that signatures are checked with, in minisign's file format.
public struct PublicKey: Hashable, Sendable {
    public let id: KeyID
    let bytes: [UInt8]

    static let algorithm = Array("Ed".utf8)
    static let size = 32

    init(id: KeyID, bytes: [UInt8]) {
        self.id = id
        self.bytes = bytes
    }

    /// Reads a `.pub` file.
    init(_ file: [UInt8]) throws(MalformedText) {
        let text = try SignedText(file, lines: 2, of: "a public key")
        _ = try text.comment(1, SignedText.untrusted)
        let bytes = try text.bytes(2, count: 2 + KeyID.size + Self.size)
        guard bytes.starts(with: Self.algorithm) else {
            throw MalformedText(line: 2, "it is no ed25519 key; make one with: gatewayctl plugin keygen NAME")
        }
        id = KeyID(bytes.dropFirst(2).prefix(KeyID.size))
        self.bytes = Array(bytes.suffix(Self.size))
    }

    /// What stands in a `.pub` file.
    public var text: String {
        """
        \(SignedText.untrusted)minisign public key \(id)
        \(Base64.encode(Self.algorithm + id.bytes + bytes))

        """
    }

    /// Whether `signature` is this key's, over exactly `message`.
    func verifies(_ signature: [UInt8], over message: UnsafeRawBufferPointer) -> Bool {
        guard signature.count == Signature.size else { return false }
        return withNonNull(message) { crypto_sign_verify_detached(signature, $0, UInt64(message.count), bytes) == 0 }
    }
}
