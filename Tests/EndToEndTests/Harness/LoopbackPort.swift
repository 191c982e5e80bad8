import Glibc

/// A port of the loopback interface, chosen by the kernel and held by a socket that does nothing.
final class LoopbackPort: Sendable {
    let number: Int
    private let socket: Int32

    /// - Parameter listens: whether the kernel accepts connections there; nobody will ever read from them.
    init(listens: Bool) {
        let bound = Self.bound()
        socket = bound.socket
        if listens { listen(socket, 128) }
        number = Int(UInt16(bigEndian: bound.address.sin_port))
    }

    deinit {
        close(socket)
    }

    /// One that was free a moment ago.
    static func free() -> Int {
        LoopbackPort(listens: false).number
    }

    /// A socket, with its address.
    static func bound() -> (socket: Int32, address: sockaddr_in) {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(socket, $0, size)
                _ = getsockname(socket, $0, &size)
            }
        }
        return (socket, address)
    }

    /// A socket connected to a port of this machine; `nil` when nobody listens there.
    static func connected(to port: Int) -> Int32? {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else {
            close(socket)
            return nil
        }
        return socket
    }
}
