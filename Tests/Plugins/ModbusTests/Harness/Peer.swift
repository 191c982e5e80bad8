import Glibc
import Modbus

/// A device made of a socket: hears requests, says what the test tells it to.
final class Peer {
    let port: UInt16
    private let listener: Int32
    private var connection: Int32 = -1
    private var parser = TCPFrameParser()
    private(set) var connections = 0
    private(set) var hasEnded = false

    init(ipv6: Bool = false) {
        listener = socket(ipv6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        port = ipv6 ? Self.bindIPv6(listener) : Self.bindIPv4(listener)
        precondition(listen(listener, 8) == 0)
    }

    deinit {
        close(listener)
        hangUp()
    }

    /// Takes what the kernel has: a connection, bytes.
    func poll() {
        let accepted = accept(listener, nil, nil)
        if accepted >= 0 {
            _ = fcntl(accepted, F_SETFL, O_NONBLOCK)
            hangUp()
            connection = accepted
            connections += 1
            parser.reset()
            hasEnded = false
        }
        guard connection >= 0 else { return }
        var room = [UInt8](repeating: 0, count: 4096)
        let count = recv(connection, &room, room.count, 0)
        if count > 0 { parser.receive(Array(room[..<count])) }
        if count == 0 { hasEnded = true }
    }

    /// The next request that has come.
    func request() throws -> TCPFrame? {
        try parser.nextFrame()
    }

    func say(_ bytes: [UInt8]) {
        precondition(send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count)
    }

    func hangUp() {
        if connection >= 0 { close(connection) }
        connection = -1
    }

    private static func bindIPv4(_ descriptor: Int32) -> UInt16 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                precondition(bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0)
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
    }

    private static func bindIPv6(_ descriptor: Int32) -> UInt16 {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_addr = in6addr_loopback
        var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                precondition(bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0)
            }
            return UInt16(bigEndian: pointer.pointee.sin6_port)
        }
    }
}
