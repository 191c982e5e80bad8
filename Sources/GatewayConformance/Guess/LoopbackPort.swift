import Glibc
import Synchronization

/// A TCP port on the loopback address that answers in none of the ways a plugin hopes for.
final class LoopbackPort: Sendable {
    enum Manner: String, CaseIterable {
        /// Nobody listens.
        case refusing = "a port that refuses"
        /// Takes connections, reads, and never says a word.
        case silent = "a peer that takes the connection and says nothing"
        /// Listens, but nobody takes the connection: the queue is full.
        case full = "a peer that never accepts"
    }

    let number: UInt16
    let manner: Manner
    private let listener: Int32
    private let received = Atomic<Int>(0)
    private let accepted = Atomic<Int>(0)
    /// Connections that fill the queue.
    private let fillers: [Int32]

    /// `nil` when the system gives no port.
    init?(_ manner: Manner) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard listener >= 0, let number = Self.bindAnywhere(listener) else { return nil }
        (self.manner, self.number) = (manner, number)
        // A port that is bound but does not listen refuses, and nobody else can take it meanwhile.
        if manner != .refusing { listen(listener, manner == .full ? 0 : 64) }
        self.listener = listener
        fillers = manner == .full ? (0..<4).map { _ in Self.knock(number) } : []
        if manner == .silent { serve() }
    }

    /// Bytes that came from plugins so far.
    var byteCount: Int { received.load(ordering: .acquiring) }
    var connectionCount: Int { accepted.load(ordering: .acquiring) }

    private static func bindAnywhere(_ fd: Int32) -> UInt16? {
        var address = loopback(0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(fd, $0, size) == 0 && getsockname(fd, $0, &size) == 0
            }
        }
        return isBound ? UInt16(bigEndian: address.sin_port) : nil
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    private static func knock(_ port: UInt16) -> Int32 {
        let fd = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        var address = loopback(port)
        withUnsafePointer(to: &address) { pointer in
            _ = pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(fd, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return fd
    }

    private func serve() {
        let port = Unmanaged.passRetained(self).toOpaque()
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { port in
                guard let port else { return nil }
                Unmanaged<LoopbackPort>.fromOpaque(port).takeUnretainedValue().listenForEver()
            }, port)
    }

    /// One thread for the listener and everything it has taken, until the process ends.
    private func listenForEver() -> Never {
        var watched = [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            poll(&watched, nfds_t(watched.count), -1)
            for index in watched.indices.reversed() where watched[index].revents != 0 {
                let fd = watched[index].fd
                if fd == listener {
                    let taken = accept(listener, nil, nil)
                    guard taken >= 0 else { continue }
                    watched.append(pollfd(fd: taken, events: Int16(POLLIN), revents: 0))
                    accepted.add(1, ordering: .acquiringAndReleasing)
                } else {
                    let count = read(fd, &chunk, chunk.count)
                    if count > 0 {
                        received.add(count, ordering: .acquiringAndReleasing)
                    } else {
                        close(fd)
                        watched.remove(at: index)
                    }
                }
            }
        }
    }
}
