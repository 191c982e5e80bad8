/// XXH64, by its published description: eight bytes that tell a damaged block from a whole one at memory speed.
///
/// It guards against decay, not against an attacker.
enum Checksum {
    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

    static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
        var at = 0
        var sum = bytes.count >= 32 ? stripes(bytes, seed, &at) : seed &+ prime5
        sum &+= UInt64(bytes.count)
        while bytes.count - at >= 8 {
            sum = rotate(sum ^ round(0, load64(bytes, at)), 27) &* prime1 &+ prime4
            at += 8
        }
        if bytes.count - at >= 4 {
            let word = UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)))
            sum = rotate(sum ^ (word &* prime1), 23) &* prime2 &+ prime3
            at += 4
        }
        while at < bytes.count {
            sum = rotate(sum ^ (UInt64(bytes[at]) &* prime5), 11) &* prime1
            at += 1
        }
        return avalanche(sum)
    }

    static func of(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
        bytes.withUnsafeBytes { of($0, seed: seed) }
    }

    /// The body of long inputs: four lanes over 32 bytes at a time.
    private static func stripes(_ bytes: UnsafeRawBufferPointer, _ seed: UInt64, _ at: inout Int) -> UInt64 {
        var (a, b, c, d) = (seed &+ prime1 &+ prime2, seed &+ prime2, seed, seed &- prime1)
        while bytes.count - at >= 32 {
            a = round(a, load64(bytes, at))
            b = round(b, load64(bytes, at + 8))
            c = round(c, load64(bytes, at + 16))
            d = round(d, load64(bytes, at + 24))
            at += 32
        }
        var sum = rotate(a, 1) &+ rotate(b, 7) &+ rotate(c, 12) &+ rotate(d, 18)
        sum = merge(sum, a)
        sum = merge(sum, b)
        sum = merge(sum, c)
        return merge(sum, d)
    }

    private static func merge(_ sum: UInt64, _ lane: UInt64) -> UInt64 {
        (sum ^ round(0, lane)) &* prime1 &+ prime4
    }

    @inline(__always)
    private static func load64(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
    }

    @inline(__always)
    private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
        rotate(lane &+ input &* prime2, 31) &* prime1
    }

    @inline(__always)
    private static func rotate(_ value: UInt64, _ by: UInt64) -> UInt64 {
        value &<< by | value &>> (64 &- by)
    }

    private static func avalanche(_ sum: UInt64) -> UInt64 {
        var sum = sum
        sum = (sum ^ sum &>> 33) &* prime2
        sum = (sum ^ sum &>> 29) &* prime3
        return sum ^ sum &>> 32
    }
}
