/// Walks over foreign bytes; every step is checked and none traps.
struct ByteReader {
    let bytes: UnsafeRawBufferPointer
    private(set) var at = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var remaining: Int {
        bytes.count - at
    }

    @inline(__always)
    mutating func byte() throws(BlockError) -> UInt8 {
        guard at < bytes.count else { throw .truncated }
        defer { at &+= 1 }
        return bytes[at]
    }

    mutating func word() throws(BlockError) -> UInt64 {
        guard remaining >= 8 else { throw .truncated }
        defer { at &+= 8 }
        return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
    }

    /// A word of 1 to 8 bytes, little-endian.
    @inline(__always)
    mutating func low(_ size: Int) throws(BlockError) -> UInt64 {
        guard size <= remaining else { throw .truncated }
        defer { at &+= size }
        if remaining >= 8 {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            return word & (UInt64.max &>> UInt64(64 &- size &* 8))
        }
        var word: UInt64 = 0
        for index in 0..<size { word |= UInt64(bytes[at &+ index]) &<< UInt64(index &* 8) }
        return word
    }

    /// LEB128 of at most 64 bits.
    @inline(__always)
    mutating func varint() throws(BlockError) -> UInt64 {
        let first = try byte()
        return first < 0x80 ? UInt64(first) : try longVarint(first)
    }

    @inline(never)
    private mutating func longVarint(_ first: UInt8) throws(BlockError) -> UInt64 {
        var value = UInt64(first & 0x7F)
        var shift: UInt64 = 7
        while shift < 64 {
            let next = try byte()
            value |= UInt64(next & 0x7F) &<< shift
            if next < 0x80 { return value }
            shift &+= 7
        }
        throw .malformed
    }

    /// The next `size` bytes as a reader of their own.
    mutating func column(_ size: UInt64) throws(BlockError) -> ByteReader {
        guard size <= UInt64(remaining) else { throw .truncated }
        let end = at &+ Int(size)
        defer { at = end }
        return ByteReader(UnsafeRawBufferPointer(rebasing: bytes[at..<end]))
    }
}
