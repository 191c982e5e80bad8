import Glibc

/// What `lstat` says about a file.
struct FileFacts: Equatable {
    let inode: UInt64
    /// Seconds and nanoseconds; tells a file from a later one that got the same inode.
    let modified: [Int]
    let isSocket: Bool

    /// `nil` when there is no such file.
    init?(_ path: String) {
        var facts = stat()
        guard lstat(path, &facts) == 0 else { return nil }
        inode = UInt64(facts.st_ino)
        modified = [facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec]
        isSocket = facts.st_mode & S_IFMT == S_IFSOCK
    }
}
