import CSodium

/// Base64 with padding (RFC 4648 §4), in one piece.
enum Base64 {
    private static let variant: Int32 = 1

    /// The bytes when there are exactly `count`; `nil` for anything else.
    static func decode(_ text: ArraySlice<UInt8>, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var written = 0
        let result = text.withUnsafeBytes { text -> Int32 in
            guard let start = text.baseAddress?.assumingMemoryBound(to: CChar.self) else { return -1 }
            return sodium_base642bin(&bytes, count, start, text.count, nil, &written, nil, variant)
        }
        return result == 0 && written == count ? bytes : nil
    }

    static func encode(_ bytes: [UInt8]) -> String {
        var text = [CChar](repeating: 0, count: sodium_base64_encoded_len(bytes.count, variant))
        sodium_bin2base64(&text, text.count, bytes, bytes.count, variant)
        return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
