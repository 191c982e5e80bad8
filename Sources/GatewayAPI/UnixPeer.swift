import Glibc

/// Whether somebody listens on a Unix socket.
enum UnixPeer: Equatable {
    case answers
    case nobody
    /// The system would not say; its `errno`.
    case unknown(CInt)

    static func probe(_ path: String) -> UnixPeer {
        let descriptor = socket(
            AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return .unknown(errno) }
        defer { close(descriptor) }
        guard var address = address(path) else { return .unknown(ENAMETOOLONG) }
        let outcome = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 ? 0 : errno
            }
        }
        switch outcome {
        // EAGAIN: somebody listens, but has not come round to accepting.
        case 0, EAGAIN: return .answers
        case ECONNREFUSED, ENOENT: return .nobody
        default: return .unknown(outcome)
        }
    }

    private static func address(_ path: String) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { room in
            guard path.utf8.count < room.count else { return false }
            room.copyBytes(from: path.utf8)
            return true
        }
        return fits ? address : nil
    }
}
