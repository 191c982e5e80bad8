import Glibc

/// Why the kernel said no.
struct SocketFailure: Error, Hashable, CustomStringConvertible {
    /// `errno`.
    let code: Int32

    init(_ code: Int32) {
        self.code = code
    }

    /// `Connection refused`.
    var description: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { room in
            guard let start = room.baseAddress, strerror_r(code, start, room.count) == 0 else { return "error \(code)" }
            return String(cString: start)
        }
    }
}
