/// Reads SQLite's write-ahead log by its published format (sqlite.org/walformat.html), without SQLite.
///
/// SQLite takes a log up to the first frame whose checksum fails and silently forgets the rest: right for a torn end,
/// wrong for a flipped bit in the middle. This tells the two apart, and reaches the frames behind.
struct WriteAheadLog {
    struct Frame {
        let page: UInt32
        /// The frame ends a transaction.
        let commits: Bool
        /// SQLite would take it.
        let isTrusted: Bool
        let content: UnsafeRawBufferPointer
    }

    let pageSize: Int
    /// Frames of the log's present round, in order; those of earlier rounds carry other salts and are left out.
    let frames: [Frame]
    /// The log's header cannot be believed though there are frames behind it.
    let hasBadHeader: Bool

    /// A transaction ends behind a frame that fails: something durable is out of SQLite's reach.
    var isDamaged: Bool {
        hasBadHeader || frames.drop(while: \.isTrusted).contains(where: \.commits)
    }

    init(_ bytes: UnsafeRawBufferPointer, pageSize: Int) {
        self.pageSize = pageSize
        guard bytes.count > 32, var sum = LogChecksum(magic: bytes.big32(0)) else {
            frames = []
            hasBadHeader = bytes.count > 32 + pageSize && bytes.prefix(32).contains { $0 != 0 }
            return
        }
        sum.add(bytes[0..<24])
        hasBadHeader = !sum.equals(bytes, 24) || Int(bytes.big32(8)) != pageSize
        frames = Self.frames(bytes, pageSize, sum, trusted: !hasBadHeader)
    }

    private static func frames(
        _ bytes: UnsafeRawBufferPointer, _ pageSize: Int, _ header: LogChecksum, trusted: Bool
    ) -> [Frame] {
        var (found, sum, trusted) = ([Frame](), header, trusted)
        let salts = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        var at = 32
        while at + 24 + pageSize <= bytes.count {
            defer { at += 24 + pageSize }
            guard bytes.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self) == salts else {
                trusted = false
                continue
            }
            let content = UnsafeRawBufferPointer(rebasing: bytes[(at + 24)..<(at + 24 + pageSize)])
            if trusted {
                sum.add(bytes[at..<(at + 8)])
                sum.add(content[...])
                trusted = sum.equals(bytes, at + 16)
            }
            found.append(
                Frame(
                    page: bytes.big32(at), commits: bytes.big32(at + 4) != 0, isTrusted: trusted, content: content))
        }
        return found
    }
}

/// The log's running checksum: two words, fed eight bytes at a time.
private struct LogChecksum {
    private let isBigEndian: Bool
    private var first: UInt32 = 0
    private var second: UInt32 = 0

    init?(magic: UInt32) {
        guard magic & 0xFFFF_FFFE == 0x377F_0682 else { return nil }
        isBigEndian = magic & 1 == 1
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer.SubSequence) {
        let bytes = UnsafeRawBufferPointer(rebasing: bytes)
        for at in stride(from: 0, to: bytes.count & ~7, by: 8) {
            first = first &+ word(bytes, at) &+ second
            second = second &+ word(bytes, at + 4) &+ first
        }
    }

    func equals(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Bool {
        bytes.big32(at) == first && bytes.big32(at + 4) == second
    }

    @inline(__always)
    private func word(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> UInt32 {
        let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)
        return isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word)
    }
}

extension UnsafeRawBufferPointer {
    /// A big-endian word; zero past the end.
    @inline(__always)
    func big32(_ at: Int) -> UInt32 {
        guard at >= 0, at <= count - 4 else { return 0 }
        return UInt32(bigEndian: loadUnaligned(fromByteOffset: at, as: UInt32.self))
    }

    /// A big-endian half word; zero past the end.
    @inline(__always)
    func big16(_ at: Int) -> UInt16 {
        guard at >= 0, at <= count - 2 else { return 0 }
        return UInt16(bigEndian: loadUnaligned(fromByteOffset: at, as: UInt16.self))
    }
}
