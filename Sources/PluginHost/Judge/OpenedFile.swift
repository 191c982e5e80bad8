import Glibc

/// A plugin file, held open so that every check sees the same bytes.
struct OpenedFile: ~Copyable {
    let path: String
    private let fd: Int32

    /// Opens `path` without following a link, and lets `guards` look at its owner and mode.
    init(_ path: String, guardedBy guards: FileGuard) throws(Refusal) {
        self.path = path
        // Non-blocking: opening a FIFO would wait for its writer.
        fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard fd >= 0 else { throw Self.refusal(path, errno) }
        var facts = stat()
        guard fstat(fd, &facts) == 0 else { throw Self.refusal(path, errno) }
        if let refusal = guards.refusal(ofFile: path, mode: facts.st_mode, owner: facts.st_uid) { throw refusal }
    }

    deinit {
        if fd >= 0 { close(fd) }
    }

    /// The first bytes, at most `limit`.
    func start(_ limit: Int) throws(Refusal) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = pread(fd, &bytes, limit, 0)
        guard count >= 0 else { throw Self.refusal(path, errno) }
        return Array(bytes.prefix(count))
    }

    func sha256() throws(Refusal) -> String {
        var digest = SHA256()
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var offset: off_t = 0
        while true {
            let count = pread(fd, &chunk, chunk.count, offset)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw Self.refusal(path, errno) }
            guard count > 0 else { return digest.finish() }
            digest.update(chunk.prefix(count))
            offset += off_t(count)
        }
    }

    private static func refusal(_ path: String, _ code: Int32) -> Refusal {
        if code == ELOOP {
            return Refusal(.symbolicLink, "\(path) is a symbolic link; copy the file itself into the directory")
        }
        return Refusal(.unreadable, "cannot read \(path): \(SystemError.text(code)); make it readable for the gateway")
    }
}
