/// Where one instance is in its life, as the host sees it.
enum InstanceState: UInt8, Sendable {
    case creating, idle, starting, running, stopping, destroyed

    /// `[instance & running]`: a driver may speak while it starts, and say farewell while it stops.
    var isRunning: Bool { self == .starting || self == .running || self == .stopping }

    var words: String {
        switch self {
        case .creating: "during create"
        case .idle: "while the instance was idle"
        case .starting: "during start"
        case .running: "while it ran"
        case .stopping: "during stop"
        case .destroyed: "after destroy"
        }
    }
}
