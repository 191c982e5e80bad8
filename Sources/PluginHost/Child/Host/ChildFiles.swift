import CLinux
import Glibc
import Synchronization

/// The files between the gateway and one child.
///
/// Unchecked: all belongs to the loop's thread, but the socket of ``interrupt()``, which the lock guards against its end.
final class ChildFiles: @unchecked Sendable {
    /// Both ways: wakes the child, and us. A socket, whose flags are ours alone: a child could make an eventfd that it shares
    /// with us block our writes.
    let bell: Int32
    /// The child's standard output and error come here; what we write here interrupts it, and its end tells it that we are
    /// gone.
    let speech: Int32
    private var bellOfChild: Int32
    private var speechOfChild: Int32
    private var null: Int32
    private var process: Int32 = -1
    private let isOpen = Mutex(true)

    init?() {
        var (bells, ends): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        null = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard null >= 0, socketpair(AF_UNIX, kind | Int32(SOCK_NONBLOCK.rawValue), 0, &bells) == 0,
            socketpair(AF_UNIX, kind, 0, &ends) == 0
        else {
            let code = errno
            for file in bells + [null] where file >= 0 { close(file) }
            errno = code
            return nil
        }
        (bell, bellOfChild) = (bells[0], bells[1])
        (speech, speechOfChild) = (ends[0], ends[1])
        _ = fcntl(speech, F_SETFL, O_NONBLOCK)
    }

    deinit {
        closeAll()
    }

    /// In the order of the numbers the child finds them under.
    func ofChild(memory: Int32, image: Int32) -> [Int32] {
        [null, speechOfChild, speechOfChild, memory, bellOfChild, bellOfChild, image]
    }

    func closeChildSide() {
        for file in [bellOfChild, speechOfChild, null] where file >= 0 { close(file) }
        (bellOfChild, speechOfChild, null) = (-1, -1, -1)
    }

    /// A file that becomes readable when the process ends.
    func watchEnd(of pid: pid_t) -> Int32? {
        process = gateway_pidfd_open(pid)
        return process >= 0 ? process : nil
    }

    /// Never blocks: a socket full of wake-ups is as good as one more.
    func wakeChild() {
        _ = send(bell, "w", 1, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
    }

    /// Takes the wake-ups that have come. `false` when the child has closed its end, and can never be woken again.
    func drainWake() -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 1 << 12, alignment: 1) { room in
            let count = recv(bell, room.baseAddress, room.count, Int32(MSG_DONTWAIT))
            return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR))
        }
    }

    /// Any thread.
    func interrupt() {
        isOpen.withLock { isOpen in
            guard isOpen else { return }
            // A socket full of interrupts is as good as one more.
            _ = send(speech, "i", 1, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        }
    }

    /// What the child has said, at most 16 KiB; `nil` when it has closed its end.
    func read<Result>(into take: (UnsafeRawBufferPointer) -> Result) -> Result? {
        withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 1) { room in
            let count = recv(speech, room.baseAddress, room.count, Int32(MSG_DONTWAIT))
            if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) { return nil }
            return take(UnsafeRawBufferPointer(rebasing: room.prefix(max(0, count))))
        }
    }

    func closeAll() {
        closeChildSide()
        isOpen.withLock { isOpen in
            guard isOpen else { return }
            isOpen = false
            for file in [bell, speech, process] where file >= 0 { close(file) }
        }
    }
}
