import Glibc

/// A port where connecting has no answer at all, as if no machine were there: a listener whose queue is full.
final class AbsentPort: Sendable {
    let number: Int
    private let sockets: [Int32]

    init() {
        let listener = LoopbackPort.bound()
        listen(listener.socket, 0)
        number = Int(UInt16(bigEndian: listener.address.sin_port))
        // The kernel queues one more than asked for.
        var address = listener.address
        sockets =
            [listener.socket]
            + (0..<3).map { _ in
                let client = socket(
                    AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
                withUnsafePointer(to: &address) { pointer in
                    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        _ = connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                    }
                }
                return client
            }
    }

    deinit {
        for socket in sockets { close(socket) }
    }
}
