import CSodium

/// A secret key as its file has it: open, or encrypted with a password.
///
/// ```
/// 2  Ed, the algorithm     32  salt             8  id of the key  ┐
/// 2  Sc or 0, how locked    8  costs: steps    64  secret         │ encrypted as one
/// 2  B2, the checksum's     8  costs: memory   32  checksum       ┘
/// ```
struct SecretKeyBox {
    private let lock: [UInt8]
    private let salt: [UInt8]
    private let steps: UInt64
    private let memory: UInt64
    private let content: [UInt8]

    private static let checksum = Array("B2".utf8)
    private static let openLock: [UInt8] = [0, 0]
    private static let scrypt = Array("Sc".utf8)
    private static let saltSize = 32
    private static let secretSize = 64
    private static let sumSize = 32
    private static let contentSize = KeyID.size + secretSize + sumSize
    /// What minisign asks for. A file that asks for more is made to hurt.
    private static let costliest = (steps: UInt64(33_554_432), memory: UInt64(1 << 30))

    /// An open one.
    init(id: KeyID, secret: [UInt8]) {
        lock = Self.openLock
        salt = [UInt8](repeating: 0, count: Self.saltSize)
        (steps, memory) = (0, 0)
        content = id.bytes + secret + Self.sum(id.bytes + secret)
    }

    init(_ file: [UInt8]) throws(MalformedText) {
        let text = try SignedText(file, lines: 2, of: "a secret key")
        _ = try text.comment(1, SignedText.untrusted)
        let bytes = try text.bytes(2, count: 6 + Self.saltSize + 16 + Self.contentSize)
        lock = Array(bytes[2..<4])
        guard bytes.starts(with: PublicKey.algorithm), bytes[4..<6].elementsEqual(Self.checksum),
            lock == Self.openLock || lock == Self.scrypt
        else {
            throw MalformedText(line: 2, "it is no minisign key; make one with: gatewayctl plugin keygen NAME")
        }
        salt = Array(bytes[6..<38])
        steps = Self.number(bytes[38..<46])
        memory = Self.number(bytes[46..<54])
        content = Array(bytes[54...])
    }

    var text: String {
        let costs = [UInt8](repeating: 0, count: 16)
        return """
            \(SignedText.untrusted)minisign secret key, not encrypted
            \(Base64.encode(PublicKey.algorithm + lock + Self.checksum + salt + costs + content))

            """
    }

    /// The key's id and secret.
    func open(_ password: [UInt8]?) throws(SecretKeyFault) -> (id: [UInt8], secret: [UInt8]) {
        let isOpen = lock == Self.openLock
        let plain = isOpen ? content : try decrypted(password)
        let (key, sum) = (Array(plain.dropLast(Self.sumSize)), Array(plain.suffix(Self.sumSize)))
        // Minisign writes no checksum into keys that are not encrypted.
        let isWhole = sum == Self.sum(key) || isOpen && sum.allSatisfy { $0 == 0 }
        guard isWhole else {
            throw isOpen ? .malformed(MalformedText(line: 2, "its checksum is wrong; get it again")) : .wrongPassword
        }
        return (Array(key.prefix(KeyID.size)), Array(key.dropFirst(KeyID.size)))
    }

    private func decrypted(_ password: [UInt8]?) throws(SecretKeyFault) -> [UInt8] {
        guard let password else { throw .needsPassword }
        guard steps <= Self.costliest.steps, memory <= Self.costliest.memory else { throw .tooCostly }
        var stream = [UInt8](repeating: 0, count: Self.contentSize)
        let result = password.withUnsafeBytes { password in
            withNonNull(password) { start in
                start.withMemoryRebound(to: CChar.self, capacity: max(1, password.count)) {
                    crypto_pwhash_scryptsalsa208sha256(
                        &stream, UInt64(stream.count), $0, UInt64(password.count), salt, steps, Int(memory))
                }
            }
        }
        guard result == 0 else { throw .tooCostly }
        return zip(content, stream).map { $0 ^ $1 }
    }

    private static func sum(_ key: [UInt8]) -> [UInt8] {
        (PublicKey.algorithm + key).withUnsafeBytes { Message.hash($0, size: sumSize) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
