import Glibc

/// An IPv4 or IPv6 address with its port, as the kernel takes it.
struct SocketAddress: @unchecked Sendable {
    private var storage: sockaddr_storage
    private let size: socklen_t

    /// Unchecked sendability: plain bytes.
    private init?(_ info: addrinfo) {
        guard let address = info.ai_addr, Int(info.ai_addrlen) <= MemoryLayout<sockaddr_storage>.size else {
            return nil
        }
        var storage = sockaddr_storage()
        withUnsafeMutableBytes(of: &storage) { room in
            room.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(info.ai_addrlen)))
        }
        self.storage = storage
        size = info.ai_addrlen
    }

    var family: Int32 {
        Int32(storage.ss_family)
    }

    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        withUnsafeBytes(of: storage) { bytes in
            // A local of 128 bytes is never empty.
            guard let start = bytes.baseAddress else { preconditionFailure("sockaddr_storage has no bytes") }
            return body(start.assumingMemoryBound(to: sockaddr.self), size)
        }
    }

    /// Looks up a host. With `numericOnly` it asks nobody and returns at once; else it may block for long.
    static func find(_ host: String, port: UInt16, numericOnly: Bool) -> (addresses: [SocketAddress], error: String) {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV | (numericOnly ? AI_NUMERICHOST : AI_ADDRCONFIG)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, String(port), &hints, &list)
        guard code == 0 else { return ([], String(cString: gai_strerror(code))) }
        defer { freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var entry = list
        while let info = entry?.pointee {
            if let address = SocketAddress(info) { addresses.append(address) }
            entry = info.ai_next
        }
        return (addresses, addresses.isEmpty ? "no address" : "")
    }
}
