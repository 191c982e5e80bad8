import Glibc

/// Bytes that are written one after the other into memory that stays: a writer in steady use allocates nothing.
///
/// Values are written as JSON spells them. One owner at a time.
final class ByteWriter {
    private(set) var bytes: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int = 4096) {
        self.capacity = max(64, capacity)
        bytes = .allocate(capacity: self.capacity)
    }

    deinit {
        bytes.deallocate()
    }

    var view: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: bytes, count: count)
    }

    /// Forgets everything after the first `count` bytes.
    @inline(__always)
    func cut(to count: Int) {
        self.count = min(self.count, max(0, count))
    }

    /// Makes room for `more` bytes; writes within it need no further check.
    @inline(__always)
    func reserve(_ more: Int) {
        if capacity - count < more { grow(more) }
    }

    @inline(never)
    private func grow(_ more: Int) {
        let wanted = max(capacity * 2, count + more)
        let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
        grown.update(from: bytes, count: count)
        bytes.deallocate()
        bytes = grown
        capacity = wanted
    }

    @inline(__always)
    func append(_ byte: UInt8) {
        reserve(1)
        bytes[count] = byte
        count += 1
    }

    @inline(__always)
    func append(_ run: UnsafePointer<UInt8>, count size: Int) {
        reserve(size)
        memcpy(bytes + count, run, size)
        count += size
    }

    @inline(__always)
    func append(_ run: UnsafeRawBufferPointer) {
        guard let start = run.baseAddress else { return }
        append(start.assumingMemoryBound(to: UInt8.self), count: run.count)
    }

    @inline(__always)
    func append(_ text: StaticString) {
        append(text.utf8Start, count: text.utf8CodeUnitCount)
    }

    func append(utf8 text: String) {
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    /// Writes to memory that ``reserve(_:)`` has made sure of.
    @inline(__always)
    func appendReserved(_ byte: UInt8) {
        bytes[count] = byte
        count += 1
    }

    /// Counts bytes that were written in place, within what ``reserve(_:)`` has made sure of.
    @inline(__always)
    func skip(_ size: Int) {
        count += size
    }
}
