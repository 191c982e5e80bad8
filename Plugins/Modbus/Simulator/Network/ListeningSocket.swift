import Glibc

/// A TCP socket that listens, non-blocking; closed at the latest when it goes.
final class ListeningSocket {
    let descriptor: Int32
    /// The one the kernel gave, if 0 was asked for.
    let port: UInt16
    private var isOpen = true

    /// Listens on the first address of `host` that allows it.
    init(host: String, port: UInt16) throws(SimulatorError) {
        let addresses = try Self.resolve(host, port)
        defer { freeaddrinfo(addresses) }
        var reason = SimulatorError.address(host: host, reason: "it has no address")
        var next: UnsafeMutablePointer<addrinfo>? = addresses
        while let address = next?.pointee {
            do throws(SimulatorError) {
                (descriptor, self.port) = try Self.open(address, host, port)
                return
            } catch {
                reason = error
            }
            next = address.ai_next
        }
        throw reason
    }

    deinit {
        close()
    }

    /// Frees the port. Twice is harmless.
    func close() {
        guard isOpen else { return }
        isOpen = false
        Glibc.close(descriptor)
    }

    /// A client that waits, as a non-blocking descriptor; `nil` with `errno` when there is none.
    func accept() -> Int32? {
        let client = Glibc.accept(descriptor, nil, nil)
        guard client >= 0 else { return nil }
        _ = fcntl(client, F_SETFL, O_NONBLOCK)
        _ = fcntl(client, F_SETFD, FD_CLOEXEC)
        Self.switchOn(client, Int32(IPPROTO_TCP), TCP_NODELAY)
        return client
    }

    private static func resolve(_ host: String, _ port: UInt16) throws(SimulatorError) -> UnsafeMutablePointer<addrinfo>
    {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, "\(port)", &hints, &found)
        guard code == 0, let found else {
            throw .address(host: host, reason: String(cString: gai_strerror(code)))
        }
        return found
    }

    private static func open(
        _ address: addrinfo, _ host: String, _ port: UInt16
    ) throws(SimulatorError) -> (Int32, UInt16) {
        let kind = address.ai_socktype | Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(address.ai_family, kind, address.ai_protocol)
        guard descriptor >= 0 else { throw .errno("socket", host, port) }
        switchOn(descriptor, SOL_SOCKET, SO_REUSEADDR)
        guard bind(descriptor, address.ai_addr, address.ai_addrlen) == 0, listen(descriptor, 4096) == 0 else {
            defer { Glibc.close(descriptor) }
            throw .errno("bind", host, port)
        }
        return (descriptor, boundPort(descriptor) ?? port)
    }

    private static func switchOn(_ descriptor: Int32, _ level: Int32, _ option: Int32) {
        var on: Int32 = 1
        setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func boundPort(_ descriptor: Int32) -> UInt16? {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let code = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
        }
        guard code == 0 else { return nil }
        // IPv4 and IPv6 addresses have the port in the same place.
        return withUnsafePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { UInt16(bigEndian: $0.pointee.sin_port) }
        }
    }
}

extension SimulatorError {
    /// What `errno` means where a socket is opened.
    fileprivate static func errno(_ what: String, _ host: String, _ port: UInt16) -> SimulatorError {
        let reason = String(cString: strerror(Glibc.errno))
        return switch Glibc.errno {
        case EADDRINUSE: .portInUse(host: host, port: port)
        case EACCES, EPERM: .portNeedsRights(port: port)
        case EADDRNOTAVAIL, EAFNOSUPPORT: .address(host: host, reason: reason)
        case EMFILE, ENFILE: .tooManyFiles
        default: .system(what: "\(what) on \(host), port \(port)", reason: reason)
        }
    }
}
