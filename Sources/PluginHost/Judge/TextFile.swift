import Glibc

/// Small files of our own, read and written whole.
package enum TextFile {
    /// The text of a file that nobody but us or root could have written; `nil` otherwise.
    static func readOwn(_ path: String, limit: Int) -> String? {
        let fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard fd >= 0 else { return nil }
        defer { close(fd) }
        var facts = stat()
        guard fstat(fd, &facts) == 0, facts.st_size <= limit,
            FileGuard(user: geteuid()).refusal(ofFile: path, mode: facts.st_mode, owner: facts.st_uid) == nil
        else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(facts.st_size))
        let count = pread(fd, &bytes, bytes.count, 0)
        return count == bytes.count ? String(validating: bytes, as: UTF8.self) : nil
    }

    /// Writes beside the file and renames, so that a reader sees the old or the new text, never half of one.
    static func replace(_ path: String, with text: String) -> Bool {
        let draft = path + ".new"
        unlink(draft)
        let fd = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard fd >= 0 else { return false }
        let isWritten = writeAll(fd, Array(text.utf8))
        guard close(fd) == 0, isWritten, rename(draft, path) == 0 else {
            unlink(draft)
            return false
        }
        return true
    }

    package static func writeAll(_ fd: Int32, _ bytes: [UInt8]) -> Bool {
        writeAll(fd, bytes[...])
    }

    static func writeAll(_ fd: Int32, _ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(fd, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
