import CLinux
import Glibc

/// The reading end of a ring. One thread at a time.
///
/// Bytes are copied out and then looked at, never the other way round: the writer may change them at any time.
final class RingReader {
    private let memory: SharedMemory
    private let ring: UnsafeMutableRawPointer
    private let head: UnsafeMutablePointer<UInt64>
    private let tail: UnsafeMutablePointer<UInt64>
    private let readerSleeps: UnsafeMutablePointer<UInt64>
    private let writerWaits: UnsafeMutablePointer<UInt64>
    private var position: UInt64 = 0

    init(_ memory: SharedMemory, toChild: Bool) {
        self.memory = memory
        ring = memory.ring(toChild: toChild)
        head = memory.word(toChild ? .toChildHead : .toHostHead)
        tail = memory.word(toChild ? .toChildTail : .toHostTail)
        readerSleeps = memory.word(toChild ? .toChildReaderSleeps : .toHostReaderSleeps)
        writerWaits = memory.word(toChild ? .toChildWriterWaits : .toHostWriterWaits)
    }

    /// How many bytes can be read now.
    func available() throws(RingBreach) -> Int {
        let count = gateway_load_acquire(head) &- position
        guard count <= UInt64(SharedMemory.ringSize) else {
            throw RingBreach("the writer's place in the ring jumped by \(Int64(bitPattern: count)) bytes")
        }
        return Int(count)
    }

    /// Fills `target`, which must be at most ``available()``, and leaves the bytes where they are.
    func peek(_ target: UnsafeMutableRawBufferPointer) {
        guard let start = target.baseAddress else { return }
        let offset = Int(position % UInt64(SharedMemory.ringSize))
        let first = min(target.count, SharedMemory.ringSize - offset)
        memcpy(start, ring + offset, first)
        memcpy(start + first, ring, target.count - first)
    }

    /// Gives up so many bytes, at most ``available()``.
    func consume(_ count: Int) {
        position &+= UInt64(count)
        gateway_store_release(tail, position)
    }

    /// Whether a writer waits for the room that was made, and has to be told; who sleeps on the word is woken here.
    func mustTellWriter() -> Bool {
        gateway_fence_total()
        guard gateway_load_acquire(writerWaits) != 0, gateway_exchange_total(writerWaits, 0) != 0 else { return false }
        gateway_futex_wake(writerWaits)
        return true
    }

    /// Says that the reader is about to sleep. `false`: something has come meanwhile, read on.
    func sleep() throws(RingBreach) -> Bool {
        gateway_store_total(readerSleeps, 1)
        gateway_fence_total()
        guard try available() > 0 else { return true }
        gateway_store_total(readerSleeps, 0)
        return false
    }
}
