import CLinux
import Glibc

/// The writing end of a ring: a stream of bytes, in order, for one reader in another process.
///
/// One thread at a time. Where it stands it remembers itself; of the memory it believes only how far the reader is, and
/// that only if it can be.
final class RingWriter {
    private let memory: SharedMemory
    private let ring: UnsafeMutableRawPointer
    private let head: UnsafeMutablePointer<UInt64>
    private let tail: UnsafeMutablePointer<UInt64>
    private let readerSleeps: UnsafeMutablePointer<UInt64>
    private let writerWaits: UnsafeMutablePointer<UInt64>
    /// Counts bytes since the beginning; the reader sees it once they are written.
    private var position: UInt64 = 0

    init(_ memory: SharedMemory, toChild: Bool) {
        self.memory = memory
        ring = memory.ring(toChild: toChild)
        head = memory.word(toChild ? .toChildHead : .toHostHead)
        tail = memory.word(toChild ? .toChildTail : .toHostTail)
        readerSleeps = memory.word(toChild ? .toChildReaderSleeps : .toHostReaderSleeps)
        writerWaits = memory.word(toChild ? .toChildWriterWaits : .toHostWriterWaits)
    }

    /// How many bytes can be written now.
    func room() throws(RingBreach) -> Int {
        let used = position &- gateway_load_acquire(tail)
        guard used <= UInt64(SharedMemory.ringSize) else {
            throw RingBreach("the reader's place in the ring jumped by \(Int64(bitPattern: used)) bytes")
        }
        return SharedMemory.ringSize - Int(used)
    }

    /// Writes as much of `bytes` as there is room for; how much that was.
    func write(_ bytes: UnsafeRawBufferPointer) throws(RingBreach) -> Int {
        let count = min(try room(), bytes.count)
        guard count > 0, let source = bytes.baseAddress else { return 0 }
        let offset = Int(position % UInt64(SharedMemory.ringSize))
        let first = min(count, SharedMemory.ringSize - offset)
        memcpy(ring + offset, source, first)
        memcpy(ring, source + first, count - first)
        position &+= UInt64(count)
        gateway_store_release(head, position)
        return count
    }

    /// Whether the reader sleeps and has to be woken; asked after writing. Whoever asks has to wake it.
    func mustWakeReader() -> Bool {
        gateway_fence_total()
        guard gateway_load_acquire(readerSleeps) != 0 else { return false }
        return gateway_exchange_total(readerSleeps, 0) != 0
    }

    /// Asks the reader to tell when it has made room. `false`: there is room already.
    func askForRoom() throws(RingBreach) -> Bool {
        gateway_store_total(writerWaits, 1)
        gateway_fence_total()
        return try room() == 0
    }

    /// Sleeps until the reader has made room, at most so long. After ``askForRoom()``.
    func waitForRoom(nanoseconds: Int64) {
        gateway_futex_wait(writerWaits, 1, nanoseconds)
    }
}
