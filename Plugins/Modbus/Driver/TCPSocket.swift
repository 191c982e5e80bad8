import Glibc

/// A non-blocking TCP socket that is closed when it is let go: the one place that calls the kernel.
struct TCPSocket: ~Copyable {
    enum Received: Equatable {
        case bytes(Int)
        /// Nothing there now.
        case nothing
        /// The peer ended the connection.
        case ended
        case failed(String)
    }

    let descriptor: Int32

    private init(owning descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Begins to connect; throws the reason when that is refused at once. The socket becomes writable when it is decided.
    static func connecting(to address: SocketAddress) throws(SocketFailure) -> TCPSocket {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = Glibc.socket(address.family, type, Int32(IPPROTO_TCP))
        guard descriptor >= 0 else { throw SocketFailure(errno) }
        let socket = TCPSocket(owning: descriptor)
        var on: Int32 = 1
        // Requests are small and each is waited for: do not let the kernel hold one back.
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        let code = address.withPointer { Glibc.connect(descriptor, $0, $1) }
        let reason = errno
        guard code == 0 || reason == EINPROGRESS else { throw SocketFailure(reason) }
        return socket
    }

    /// How connecting ended, once the socket is writable.
    func checkConnected() throws(SocketFailure) {
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0 else { throw SocketFailure(errno) }
        guard code == 0 else { throw SocketFailure(code) }
    }

    func receive(into room: UnsafeMutableRawBufferPointer) -> Received {
        let count = recv(descriptor, room.baseAddress, room.count, 0)
        let reason = errno
        if count > 0 { return .bytes(count) }
        if count == 0 { return .ended }
        return reason == EAGAIN || reason == EWOULDBLOCK || reason == EINTR
            ? .nothing : .failed(SocketFailure(reason).description)
    }

    /// Sends what the kernel takes now; gives how many bytes that was.
    func send(_ bytes: UnsafeRawBufferPointer) throws(SocketFailure) -> Int {
        let count = Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        let reason = errno
        if count >= 0 { return count }
        guard reason == EAGAIN || reason == EWOULDBLOCK || reason == EINTR else { throw SocketFailure(reason) }
        return 0
    }
}
