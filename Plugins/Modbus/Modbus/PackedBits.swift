/// Coils and discrete inputs as they travel: eight to a byte, the first in the lowest bit (V1.1b3 §6.1).
public enum PackedBits {
    /// Bytes that `count` bits fill.
    public static func byteCount(_ count: Int) -> Int {
        count / 8 + (count % 8 == 0 ? 0 : 1)
    }

    /// Packs bits; the rest of the last byte is zero.
    public static func pack(_ bits: [Bool]) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: byteCount(bits.count))
        for (index, bit) in bits.enumerated() where bit {
            bytes[index / 8] |= 1 << UInt8(index % 8)
        }
        return bytes
    }

    /// The first `count` bits. What a sender leaves in the rest of the last byte is ignored: devices are not tidy there.
    public static func unpack(_ bytes: [UInt8], count: Int) throws(DecodeError) -> [Bool] {
        guard count >= 0, bytes.count == byteCount(count) else {
            throw .byteCount(stated: bytes.count, expected: byteCount(max(0, count)))
        }
        return (0..<count).map { bytes[$0 / 8] >> UInt8($0 % 8) & 1 == 1 }
    }
}
