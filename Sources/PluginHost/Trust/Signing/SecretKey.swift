import CSodium

/// An ed25519 key that signs, in minisign's file format.
public struct SecretKey: Sendable {
    public let publicKey: PublicKey
    /// Seed and public key, 64 bytes, as libsodium wants them.
    private let bytes: [UInt8]

    private static let size = 64

    /// A new one.
    public init() {
        // Only fails when the kernel has no randomness, which then ends the process itself.
        _ = sodium_init()
        var open = [UInt8](repeating: 0, count: PublicKey.size)
        var secret = [UInt8](repeating: 0, count: Self.size)
        crypto_sign_keypair(&open, &secret)
        var id = [UInt8](repeating: 0, count: KeyID.size)
        randombytes_buf(&id, id.count)
        publicKey = PublicKey(id: KeyID(id), bytes: open)
        bytes = secret
    }

    /// Reads a secret key file, ours or minisign's. `password` is for those that are encrypted.
    ///
    /// Opening an encrypted one takes a second and up to 1 GiB of memory: that is what it is for.
    public init(_ file: [UInt8], password: [UInt8]?) throws(SecretKeyFault) {
        let sealed = try Self.sealed(file)
        let (id, secret) = try sealed.open(password)
        // A key that contradicts itself would make signatures that give it away.
        var open = [UInt8](repeating: 0, count: PublicKey.size)
        var again = [UInt8](repeating: 0, count: Self.size)
        crypto_sign_seed_keypair(&open, &again, Array(secret.prefix(32)))
        guard again == secret else {
            throw .malformed(MalformedText(line: 2, "its public part is not that of its secret part; get it again"))
        }
        publicKey = PublicKey(id: KeyID(id), bytes: open)
        bytes = secret
    }

    private static func sealed(_ file: [UInt8]) throws(SecretKeyFault) -> SecretKeyBox {
        do throws(MalformedText) {
            return try SecretKeyBox(file)
        } catch {
            throw .malformed(error)
        }
    }

    /// What stands in the file of a key that is not encrypted.
    public var text: String { SecretKeyBox(id: publicKey.id, secret: bytes).text }

    /// Signs the digest of `message`, and `comment` with it.
    public func sign(_ message: UnsafeRawBufferPointer, comment: String) -> Signature {
        let first = Message.prehashed(message).withUnsafeBytes(signature)
        let line = Array(String(comment.unicodeScalars.map { $0 == "\n" || $0 == "\r" ? " " : Character($0) }).utf8)
        let whole = (first + line).withUnsafeBytes(signature)
        return Signature(
            key: publicKey.id, isPrehashed: true, bytes: first, trustedComment: line, globalBytes: whole)
    }

    private func signature(_ message: UnsafeRawBufferPointer) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: Signature.size)
        _ = withNonNull(message) { crypto_sign_detached(&signature, nil, $0, UInt64(message.count), bytes) }
        return signature
    }
}
