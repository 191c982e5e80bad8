import Glibc

/// A bare connection to a Unix socket, for what a well-mannered client would not do.
final class UnixClient: Sendable {
    private let socket: Int32

    init(_ path: String, sending text: String = "") throws {
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let socket = socket
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard code == 0 else { throw Failure("cannot connect to \(path): \(String(cString: strerror(errno)))") }
        let bytes = Array(text.utf8)
        guard bytes.isEmpty || send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw Failure("cannot send to \(path)")
        }
    }

    deinit {
        close(socket)
    }

    /// Everything until the other side ends the connection.
    func answer() async throws -> String {
        var bytes: [UInt8] = []
        try await until("an answer ends") {
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = recv(self.socket, &chunk, chunk.count, 0)
            if count > 0 { bytes += chunk[..<count] }
            return count == 0
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
