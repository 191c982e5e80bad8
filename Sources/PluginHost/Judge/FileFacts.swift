import Glibc

/// What tells one state of a file from every other, short of reading it. Whoever changes a byte, a mode or an owner changes
/// the time of change, which nobody can set back.
struct FileFacts: Hashable {
    private let device: UInt64
    private let inode: UInt64
    private let size: Int64
    private let modified: Timespec
    private let changed: Timespec

    private struct Timespec: Hashable {
        let seconds: Int
        let nanoseconds: Int

        init(_ time: timespec) {
            (seconds, nanoseconds) = (time.tv_sec, time.tv_nsec)
        }
    }

    /// Of the file itself, not of what a link leads to; `nil` when there is none.
    init?(_ path: String) {
        var facts = stat()
        guard lstat(path, &facts) == 0 else { return nil }
        device = UInt64(facts.st_dev)
        inode = UInt64(facts.st_ino)
        size = Int64(facts.st_size)
        modified = Timespec(facts.st_mtim)
        changed = Timespec(facts.st_ctim)
    }
}
