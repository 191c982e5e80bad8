import Glibc

/// Bytes that are written one after the other into memory that stays: a writer in steady use allocates nothing.
///
/// Values are written as JSON spells them. One owner at a time.
///
/// The cursor lives behind a pointer: as properties of a class, bytes and count would be guarded against overlapping access
/// at run time, on every byte.
final class ByteWriter {
    private struct Cursor {
        var bytes: UnsafeMutablePointer<UInt8>
        var count = 0
        var capacity: Int
    }

    private let cursor: UnsafeMutablePointer<Cursor>

    init(capacity: Int = 4096) {
        let capacity = max(64, capacity)
        cursor = .allocate(capacity: 1)
        cursor.initialize(to: Cursor(bytes: .allocate(capacity: capacity), capacity: capacity))
    }

    deinit {
        cursor.pointee.bytes.deallocate()
        cursor.deallocate()
    }

    @inline(__always)
    var bytes: UnsafeMutablePointer<UInt8> { cursor.pointee.bytes }

    @inline(__always)
    var count: Int { cursor.pointee.count }

    var view: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: bytes, count: count)
    }

    /// Forgets everything after the first `count` bytes.
    @inline(__always)
    func cut(to count: Int) {
        cursor.pointee.count = min(self.count, max(0, count))
    }

    /// Makes room for `more` bytes; writes within it need no further check.
    @inline(__always)
    func reserve(_ more: Int) {
        if cursor.pointee.capacity - count < more { grow(more) }
    }

    @inline(never)
    private func grow(_ more: Int) {
        let wanted = max(cursor.pointee.capacity * 2, count + more)
        let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
        grown.update(from: bytes, count: count)
        bytes.deallocate()
        cursor.pointee.bytes = grown
        cursor.pointee.capacity = wanted
    }

    @inline(__always)
    func append(_ byte: UInt8) {
        reserve(1)
        bytes[count] = byte
        cursor.pointee.count += 1
    }

    @inline(__always)
    func append(_ run: UnsafePointer<UInt8>, count size: Int) {
        reserve(size)
        memcpy(bytes + count, run, size)
        cursor.pointee.count += size
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
        cursor.pointee.count += 1
    }

    /// Counts bytes that were written in place, within what ``reserve(_:)`` has made sure of.
    @inline(__always)
    func skip(_ size: Int) {
        cursor.pointee.count += size
    }
}
