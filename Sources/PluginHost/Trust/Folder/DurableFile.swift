import Glibc

/// Files that must be there whole after a power cut, or be as they were.
enum DurableFile {
    /// Puts `text` in the place of what is there. `false` and `errno` when that failed, and nothing has changed.
    static func replace(_ path: String, with text: String, mode: mode_t = 0o644) -> Bool {
        let draft = path + ".new"
        unlink(draft)
        guard create(draft, with: text, mode: mode) else { return false }
        guard rename(draft, path) == 0 else {
            let code = errno
            unlink(draft)
            errno = code
            return false
        }
        syncFolder(of: path)
        return true
    }

    /// Makes a new file; fails with `EEXIST` when there is one.
    static func create(_ path: String, with text: String, mode: mode_t) -> Bool {
        let fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode & 0o600)
        guard fd >= 0 else { return false }
        // The umask of whoever calls must not hide a list from the gateway's user.
        guard fchmod(fd, mode) == 0, TextFile.writeAll(fd, Array(text.utf8)), fsync(fd) == 0 else {
            let code = errno
            close(fd)
            unlink(path)
            errno = code
            return false
        }
        return close(fd) == 0
    }

    /// A rename is only durable with its folder. When that cannot be synced, the file is there all the same.
    private static func syncFolder(of path: String) {
        let folder = path.lastIndex(of: "/").map { path[..<$0] } ?? "."
        let fd = open(folder.isEmpty ? "/" : String(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard fd >= 0 else { return }
        fsync(fd)
        close(fd)
    }
}
