import Glibc

/// Puts the records of a ring together: sixteen bytes that say how long it is and what, then the rest.
///
/// ```
///  0  size of the whole record, a multiple of 8
///  4  kind
///  6  zero
///  8  a number: token, point …
///  16 payload
/// ```
/// A record may be larger than the ring; it is collected as it comes.
final class RecordReader {
    static let headerSize = 16

    struct Header {
        let size: Int
        let kind: UInt16
        let number: UInt64
    }

    private let ring: RingReader
    /// Larger ones are refused.
    private let limit: Int
    private var memory: UnsafeMutableRawBufferPointer
    private var header: Header?
    private var collected = 0

    init(_ ring: RingReader, limit: Int) {
        self.ring = ring
        self.limit = limit
        memory = .allocate(byteCount: 4096, alignment: 16)
    }

    deinit {
        memory.deallocate()
    }

    /// The next whole record, if it has come; its payload is good until the next call and begins on a multiple of 8.
    func next() throws(RingBreach) -> (header: Header, payload: UnsafeRawBufferPointer)? {
        if header == nil { header = try begin() }
        guard let header else { return nil }
        let count = min(header.size - collected, try ring.available())
        ring.peek(UnsafeMutableRawBufferPointer(rebasing: memory[collected..<(collected + count)]))
        ring.consume(count)
        collected += count
        guard collected == header.size else { return nil }
        self.header = nil
        return (header, UnsafeRawBufferPointer(rebasing: memory[Self.headerSize..<header.size]))
    }

    private func begin() throws(RingBreach) -> Header? {
        guard try ring.available() >= Self.headerSize else { return nil }
        var raw: (UInt32, UInt16, UInt16, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &raw) { ring.peek($0) }
        let size = Int(raw.0)
        guard size >= Self.headerSize, size <= limit, size % 8 == 0 else {
            throw RingBreach("a record of \(size) bytes; \(Self.headerSize) to \(limit) are possible")
        }
        reserve(size)
        collected = 0
        return Header(size: size, kind: raw.1, number: raw.3)
    }

    /// Room for a record. What a large one took is given back with the next small one.
    private func reserve(_ size: Int) {
        let isTooSmall = memory.count < size
        let isWasteful = memory.count > 1 << 20 && size <= 1 << 16
        guard isTooSmall || isWasteful else { return }
        memory.deallocate()
        memory = .allocate(byteCount: max(4096, size), alignment: 16)
    }
}
