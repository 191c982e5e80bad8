// SPDX-License-Identifier: 0BSD
import Glibc

/// The file that lines go to. Closed when it goes away.
struct LineFile: ~Copyable {
    private let fd: Int32
    /// A half written block can be taken back.
    private let isRegular: Bool

    /// `-` is standard output. `nil`: `errno` says why not.
    init?(_ path: String) {
        fd =
            path == "-"
            ? fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3) : open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640)
        var facts = stat()
        isRegular = fd >= 0 && fstat(fd, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
        if fd < 0 { return nil }
    }

    deinit {
        // Also runs after a failed `init`, whose errno a close would overwrite.
        if fd >= 0 { close(fd) }
    }

    /// All or nothing: 0, or the errno after which the file is as it was before, so that a second try writes no line twice.
    func append(_ text: [UInt8], toDisk: Bool) -> Int32 {
        let before = isRegular ? lseek(fd, 0, SEEK_END) : 0
        var code = writeAll(text)
        if code == 0 && isRegular && toDisk && fdatasync(fd) != 0 { code = errno }
        return code != 0 && isRegular && ftruncate(fd, before) != 0 ? EIO : code
    }

    private func writeAll(_ text: [UInt8]) -> Int32 {
        var rest = text[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(fd, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { return errno }
            rest = rest.dropFirst(count)
        }
        return 0
    }
}
