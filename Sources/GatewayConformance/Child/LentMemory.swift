import Glibc

/// Memory of one call's arguments, which can be taken away when the call is over: whoever looks there afterwards dies with a
/// message that says so.
final class LentMemory {
    private let start: UnsafeMutableRawPointer?
    private let size: Int
    private var used = 0
    private let what: String

    /// Address space is cheap; only what is used becomes memory.
    init(_ what: String, size: Int) {
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        let room = mmap(nil, size, PROT_READ | PROT_WRITE, flags, -1, 0)
        start = room == MAP_FAILED ? nil : room
        (self.what, self.size) = (what, size)
    }

    /// So many bytes, aligned to 16.
    func room(_ size: Int) -> UnsafeMutableRawPointer? {
        let (end, overflows) = ((used + 15) & ~15).addingReportingOverflow(size)
        guard let start, !overflows, end <= self.size else { return nil }
        defer { used = end }
        return start + (end - size)
    }

    /// The call is over.
    func takeBack() {
        guard let start, used > 0 else { return }
        LentMemoryTrap.add(start, size, what)
        madvise(start, size, MADV_DONTNEED)
        mprotect(start, size, PROT_NONE)
    }
}
