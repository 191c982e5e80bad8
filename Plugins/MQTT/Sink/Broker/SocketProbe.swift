import Glibc

/// Finds out what became of a socket that is still connecting.
enum SocketProbe {
    /// Why the connection did not come about or ended; `nil` while it lives.
    ///
    /// libmosquitto does not notice by itself: a TLS handshake whose socket is dead "wants to connect" for ever, and a
    /// level-triggered watch would spin.
    static func fault(_ fd: Int32) -> String? {
        var error: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        if getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0, error != 0 {
            return String(cString: strerror(error))
        }
        var byte: UInt8 = 0
        let count = recv(fd, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        let isGone = count == 0 || (count < 0 && errno == ENOTCONN)
        // A first write that was refused has taken the error with it; what is left is a socket that is connected to nobody.
        if isGone { return isConnected(fd) ? "closed by the other side" : "connection refused" }
        if count < 0, errno != EAGAIN, errno != EINTR { return String(cString: strerror(errno)) }
        return nil
    }

    /// Whether the TCP connection stands.
    static func isConnected(_ fd: Int32) -> Bool {
        var address = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutableBytes(of: &address) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) { getpeername(fd, $0.baseAddress!, &size) == 0 }
        }
    }

    /// Whether a host is written as a number, so that looking it up does not ask anybody.
    static func isNumeric(_ host: String) -> Bool {
        var room = in6_addr()
        return inet_pton(AF_INET, host, &room) == 1 || inet_pton(AF_INET6, host, &room) == 1
    }
}
