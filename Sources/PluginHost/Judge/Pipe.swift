import Glibc

/// A one-way channel from a child to us, read without blocking and up to a limit; what comes after is thrown away.
final class Pipe {
    private let reader: Int32
    private(set) var writer: Int32
    private let limit: Int
    private(set) var bytes: [UInt8] = []
    private var hasEnded = false

    init?(limit: Int) {
        var ends: [Int32] = [-1, -1]
        // A socket pair, because pipe2 does not reach Swift and a pipe without CLOEXEC could leak into another child.
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
        (reader, writer, self.limit) = (ends[0], ends[1], limit)
        _ = fcntl(reader, F_SETFL, O_NONBLOCK)
    }

    deinit {
        closeWriter()
        close(reader)
    }

    func closeWriter() {
        guard writer >= 0 else { return }
        close(writer)
        writer = -1
    }

    /// Takes what is there.
    func drain() {
        var chunk = [UInt8](repeating: 0, count: 4096)
        while !hasEnded {
            let count = read(reader, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            if count < 0 && errno == EAGAIN { return }
            guard count > 0 else {
                hasEnded = true
                return
            }
            bytes += chunk.prefix(min(count, limit - bytes.count))
        }
    }

    /// Waits until one of them has something: a child's end shows within 50 ms even if a grandchild holds its pipes, and
    /// at once (1 ms) when it has closed them.
    static func wait(for pipes: [Pipe]) {
        var open = pipes.filter { !$0.hasEnded }.map { pollfd(fd: $0.reader, events: Int16(POLLIN), revents: 0) }
        poll(&open, nfds_t(open.count), open.isEmpty ? 1 : 50)
    }
}
