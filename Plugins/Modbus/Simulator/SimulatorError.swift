/// Why a simulator does not start, and what to do about it.
public enum SimulatorError: Error, Equatable, Sendable, CustomStringConvertible {
    /// An option has no meaning.
    case settings(String, mend: String)
    /// The host is no address of this machine.
    case address(host: String, reason: String)
    case portInUse(host: String, port: UInt16)
    case portNeedsRights(port: UInt16)
    /// The process may not open more files.
    case tooManyFiles
    case system(what: String, reason: String)

    public var description: String {
        switch self {
        case .settings(let problem, let mend):
            "\(problem) — \(mend)"
        case .address(let host, let reason):
            "cannot listen on \(host): \(reason) — use an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all"
        case .portInUse(let host, let port):
            "port \(port) on \(host) is in use — stop what listens there, or choose another port (0 takes a free one)"
        case .portNeedsRights(let port):
            "port \(port) needs rights that this user does not have — use a port from 1024 up, such as 5020, or run as root"
        case .tooManyFiles:
            "this process may not open more files — raise the limit with `ulimit -n`, or listen on fewer ports"
        case .system(let what, let reason):
            "\(what): \(reason)"
        }
    }
}
