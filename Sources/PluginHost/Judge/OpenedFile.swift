import Glibc

/// A plugin file, held open so that every check sees the same bytes.
struct OpenedFile: ~Copyable {
    let path: String
    /// In bytes, when it was opened.
    let size: Int
    private let fd: Int32

    /// Opens `path` without following a link, and lets `guards` look at its owner and mode; without them, any regular
    /// file will do. A secret must be its owner's alone.
    init(_ path: String, guardedBy guards: FileGuard?, isSecret: Bool = false) throws(Refusal) {
        // Non-blocking: opening a FIFO would wait for its writer.
        let fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard fd >= 0 else { throw Self.refusal(path, errno) }
        do throws(Refusal) {
            size = try Self.size(of: fd, path, guards, isSecret: isSecret)
        } catch {
            close(fd)
            throw error
        }
        self.fd = fd
        self.path = path
    }

    deinit {
        close(fd)
    }

    private static func size(
        of fd: Int32, _ path: String, _ guards: FileGuard?, isSecret: Bool
    ) throws(Refusal) -> Int {
        var facts = stat()
        guard fstat(fd, &facts) == 0 else { throw refusal(path, errno) }
        let refusal =
            guards.map { $0.refusal(ofFile: path, mode: facts.st_mode, owner: facts.st_uid) }
            ?? FileGuard.refusal(ofKind: path, mode: facts.st_mode)
        if let refusal { throw refusal }
        if isSecret && facts.st_mode & 0o077 != 0 {
            throw Refusal(.worldWritable, "others may read or write \(path), which is secret; run: chmod 600 \(path)")
        }
        return Int(facts.st_size)
    }

    /// The first bytes, at most `limit`.
    func start(_ limit: Int) throws(Refusal) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = try read(&bytes, at: 0)
        return Array(bytes.prefix(count))
    }

    /// All bytes of a small file.
    func whole(limit: Int) throws(Refusal) -> [UInt8] {
        let bytes = try start(limit + 1)
        guard bytes.count <= limit else {
            throw Refusal(.tooLarge, "\(path) is larger than \(limit) bytes; it is not what it should be")
        }
        return bytes
    }

    /// Fills `chunk` from `offset` on and says with how many bytes; 0 at the end of the file.
    func read(_ chunk: inout [UInt8], at offset: Int) throws(Refusal) -> Int {
        while true {
            let count = pread(fd, &chunk, chunk.count, off_t(offset))
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw Self.refusal(path, errno) }
            return count
        }
    }

    private static func refusal(_ path: String, _ code: Int32) -> Refusal {
        if code == ELOOP {
            return Refusal(.symbolicLink, "\(path) is a symbolic link; copy the file itself into the directory")
        }
        let mend = code == ENOENT ? "check its name and folder" : "make it readable for the gateway"
        return Refusal(.unreadable, "cannot read \(path): \(SystemError.text(code)); \(mend)")
    }
}
