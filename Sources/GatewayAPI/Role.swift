/// What somebody may do; each role includes those before it.
///
/// Over the Unix socket everything is allowed: the mode of the socket file is the guard.
public enum Role: String, Comparable, Sendable, CaseIterable {
    /// Looks.
    case viewer
    /// Commands points.
    case `operator`
    /// Changes the gateway itself.
    case engineer

    public static func < (left: Role, right: Role) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .viewer: 0
        case .operator: 1
        case .engineer: 2
        }
    }
}
