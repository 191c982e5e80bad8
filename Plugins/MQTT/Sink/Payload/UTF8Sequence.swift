/// Tells UTF-8 from other bytes, one character at a time (RFC 3629 §4).
enum UTF8Sequence {
    /// Bytes of the character that begins at `at` with a byte of 0x80 or more; 0 when it is none.
    static func size(in bytes: UnsafeRawBufferPointer, at: Int) -> Int {
        let (size, second) = shape(bytes[at])
        guard size > 0, size <= bytes.count - at, second.contains(bytes[at + 1]) else { return 0 }
        for index in 2..<max(2, size) where bytes[at + index] & 0xC0 != 0x80 { return 0 }
        return size
    }

    /// Length by the first byte, and what may follow it: no overlong forms, no surrogates, nothing above U+10FFFF.
    private static func shape(_ first: UInt8) -> (size: Int, second: ClosedRange<UInt8>) {
        switch first {
        case 0xC2...0xDF: (2, 0x80...0xBF)
        case 0xE0: (3, 0xA0...0xBF)
        case 0xED: (3, 0x80...0x9F)
        case 0xE1...0xEF: (3, 0x80...0xBF)
        case 0xF0: (4, 0x90...0xBF)
        case 0xF4: (4, 0x80...0x8F)
        case 0xF1...0xF3: (4, 0x80...0xBF)
        default: (0, 0x80...0xBF)
        }
    }
}
