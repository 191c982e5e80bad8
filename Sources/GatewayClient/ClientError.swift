import GatewayWire

/// Why a gateway gave no answer, or not the one that was hoped for.
public enum ClientError: Error, Hashable, Sendable {
    /// Nobody listens on the socket; the system's reason.
    case unreachable(socketPath: String, reason: String)
    /// The gateway answered with an error.
    case refused(status: Int, ErrorBody)
    /// The gateway was there and took too long.
    case timedOut
    /// What came is not an answer.
    case broken(String)
}

extension ClientError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreachable(let path, let reason): "no gateway answers on \(path): \(reason)"
        case .refused(_, let body): "\(body.error) — \(body.mend)"
        case .timedOut: "the gateway did not answer in time"
        case .broken(let message): message
        }
    }
}
