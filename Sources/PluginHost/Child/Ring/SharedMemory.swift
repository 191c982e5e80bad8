import CLinux
import Glibc

/// The memory that the gateway and one child share: a page of words, then a ring in each direction.
///
/// ```
///  0        words: head and tail of each ring, who sleeps, who waits for room, the child's heartbeat
///  4096     ring to the child
///  4096+N   ring to the gateway
/// ```
/// It is sealed against growing and shrinking, so that a child cannot take it away under the gateway (SIGBUS). What is in it
/// the child may change at any time: every word is read once, into a local, and checked.
final class SharedMemory: Sendable {
    /// Bytes of each ring; a power of two.
    static let ringSize = 256 << 10
    static let wordsSize = 4096
    static let size = wordsSize + 2 * ringSize

    /// The words in use; each in a cache line of its own.
    enum Word: Int {
        case toChildHead, toChildTail, toChildReaderSleeps, toChildWriterWaits
        case toHostHead, toHostTail, toHostReaderSleeps, toHostWriterWaits
        /// Grows while the plugin's thread comes back from its calls.
        case heartbeat
    }

    /// Unchecked: an address; who may touch what is told by ``RingWriter`` and ``RingReader``.
    private struct Address: @unchecked Sendable {
        let start: UnsafeMutableRawPointer
    }

    private let address: Address

    private init(_ start: UnsafeMutableRawPointer) {
        address = Address(start: start)
    }

    /// Makes the memory; the file is for the child and the caller's to close. `nil`, with `errno`, when there is none.
    static func make() -> (memory: SharedMemory, file: Int32)? {
        let file = gateway_memfd("gateway-ring", 0)
        guard file >= 0 else { return nil }
        guard ftruncate(file, off_t(size)) == 0, gateway_seal(file, 1) == 0, let memory = map(file) else {
            close(file)
            return nil
        }
        return (memory, file)
    }

    /// The memory behind a file that ``make()`` made.
    static func map(_ file: Int32) -> SharedMemory? {
        let start = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
        guard let start, start != MAP_FAILED else { return nil }
        return SharedMemory(start)
    }

    deinit {
        munmap(address.start, Self.size)
    }

    func word(_ word: Word) -> UnsafeMutablePointer<UInt64> {
        (address.start + word.rawValue * 64).assumingMemoryBound(to: UInt64.self)
    }

    /// Where the ring to the child, or to the gateway, begins.
    func ring(toChild: Bool) -> UnsafeMutableRawPointer {
        address.start + Self.wordsSize + (toChild ? 0 : Self.ringSize)
    }

    var heartbeat: UInt64 {
        get { gateway_load_acquire(word(.heartbeat)) }
        set { gateway_store_release(word(.heartbeat), newValue) }
    }
}
