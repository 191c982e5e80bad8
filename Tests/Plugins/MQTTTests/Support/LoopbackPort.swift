import Glibc

/// Ports of the loopback interface, from the kernel.
enum LoopbackPort {
    /// One that was free a moment ago.
    static func free() -> Int {
        let (socket, port) = listening(backlog: nil)
        close(socket)
        return port
    }

    /// A socket on a port of its own, listening if `backlog` is given.
    static func listening(backlog: Int32?) -> (socket: Int32, port: Int) {
        let fd = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutableBytes(of: &address) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) {
                _ = bind(fd, $0.baseAddress!, size)
                _ = getsockname(fd, $0.baseAddress!, &size)
            }
        }
        if let backlog { listen(fd, backlog) }
        return (fd, Int(UInt16(bigEndian: address.sin_port)))
    }
}
