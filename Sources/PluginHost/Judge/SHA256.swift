import CSodium

/// SHA-256 of bytes as they come.
public struct SHA256 {
    private var state = crypto_hash_sha256_state()

    public init() {
        crypto_hash_sha256_init(&state)
    }

    public mutating func update(_ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBufferPointer { _ = crypto_hash_sha256_update(&state, $0.baseAddress, UInt64($0.count)) }
    }

    /// The digest in lower-case hex.
    public mutating func finish() -> String {
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_bytes()))
        crypto_hash_sha256_final(&state, &digest)
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension SHA256 {
    /// Of bytes that are all there, in lower-case hex.
    public static func digest(_ bytes: [UInt8]) -> String {
        var sum = SHA256()
        sum.update(bytes[...])
        return sum.finish()
    }
}
