import Glibc

/// Whether a file is all there, before anything else is asked of it.
///
/// Half a file would be refused for reasons that are none, and code on pages that are not there yet ends the child that
/// describes it with SIGBUS.
struct Arrival {
    let path: String
    /// Whether a write was seen and its end was not; counts where the kernel cannot say who has the file open.
    let hasUnfinishedWrite: Bool

    /// What speaks against judging the file now; `nil` when it can be judged, or is nothing that could arrive.
    var refusal: Refusal? {
        let fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard fd >= 0 else { return nil }
        defer { close(fd) }
        var facts = stat()
        guard fstat(fd, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
        let writer = WriterPresence(of: fd)
        if writer == .somebody || (writer == .unknown && hasUnfinishedWrite) { return arriving }
        return Self.refusal(path, size: UInt64(max(0, facts.st_size))) { offset, count in
            Self.bytes(fd, offset, count)
        }
    }

    private var arriving: Refusal {
        Refusal(.arriving, "\(path) is being written; it is looked at when its writer closes it")
    }

    /// The same for bytes from anywhere.
    static func refusal(_ path: String, size: UInt64, read: (UInt64, Int) -> [UInt8]) -> Refusal? {
        let header = read(0, ELFHeader.size)
        guard size >= ELFHeader.size, header.count == ELFHeader.size else {
            // The beginning of a header, or nothing at all; other short files are something else.
            return ELFHeader.magic.starts(with: header.prefix(ELFHeader.magic.count))
                ? incomplete(path, size, nil) : nil
        }
        guard let promised = ELFExtent.promised(header, read: read), promised > size else { return nil }
        return incomplete(path, size, promised)
    }

    private static func incomplete(_ path: String, _ size: UInt64, _ promised: UInt64?) -> Refusal {
        let amount = promised.map { "\(size) of \($0)" } ?? "\(size)"
        return Refusal(
            .incomplete, "\(path) is incomplete (\(amount) bytes), still being copied? If not, copy it again")
    }

    private static func bytes(_ fd: Int32, _ offset: UInt64, _ count: Int) -> [UInt8] {
        guard let offset = off_t(exactly: offset) else { return [] }
        var bytes = [UInt8](repeating: 0, count: count)
        let got = pread(fd, &bytes, count, offset)
        return Array(bytes.prefix(max(0, got)))
    }
}
