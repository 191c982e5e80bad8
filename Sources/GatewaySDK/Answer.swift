import GatewayCore

/// What becomes of a read, a write or a delivery.
public enum Answer: Hashable, Sendable {
    case ok
    /// ``Host/answer(_:_:)`` follows, exactly once.
    case pending
    case failed(PluginError)
    /// A delivery that should be offered again, not before `after` (zero: the host chooses).
    case retry(after: Duration, String)
    /// A delivery that will never be taken.
    case rejected(String)

    var status: PluginStatus {
        switch self {
        case .ok: .ok
        case .pending: .pending
        case .failed(let error): error.status
        case .retry: .retry
        case .rejected: .rejected
        }
    }

    var message: String {
        switch self {
        case .ok, .pending: ""
        case .failed(let error): error.message
        case .retry(_, let message), .rejected(let message): message
        }
    }

    var retryAfterNanoseconds: Int64 {
        guard case .retry(let after, _) = self else { return 0 }
        return after.nanoseconds
    }
}
