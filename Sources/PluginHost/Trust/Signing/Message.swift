import CSodium

/// What is signed: the bytes themselves, or their BLAKE2b-512 digest.
enum Message {
    static func prehashed(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        hash(bytes, size: 64)
    }

    static func hash(_ bytes: UnsafeRawBufferPointer, size: Int) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: size)
        _ = withNonNull(bytes) { crypto_generichash(&digest, size, $0, UInt64(bytes.count), nil, 0) }
        return digest
    }
}
