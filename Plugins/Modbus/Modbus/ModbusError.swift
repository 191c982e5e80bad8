/// What can become of a request, for whoever sent it.
public enum ModbusError: Error, Hashable, Sendable {
    /// No answer within `milliseconds`.
    case timeout(operation: String, milliseconds: Int)
    /// An answer came, and it does not fit the request.
    case invalidResponse(expected: String, received: String)
    /// The server answered that it will not.
    case exception(FunctionCode, ExceptionCode)
    /// The bytes are no Modbus, or the request is none that may be sent.
    case malformed(DecodeError)
    /// Nobody there: refused, unknown host, no route.
    case unreachable(String)
    /// The peer ended the connection before it answered.
    case connectionClosed

    /// The same *read* may succeed later. A write is never repeated on the strength of this: the device may have done it.
    public var isRetryable: Bool {
        switch self {
        case .timeout, .invalidResponse, .unreachable, .connectionClosed: true
        case .exception(_, let code): !code.isPermanent
        case .malformed: false
        }
    }
}

extension ModbusError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .timeout(let operation, let milliseconds): "\(operation) timed out after \(milliseconds) ms"
        case .invalidResponse(let expected, let received):
            "invalid response: expected \(expected), received \(received)"
        case .exception(let function, let code): "\(function) refused: \(code)"
        case .malformed(let error): "malformed: \(error)"
        case .unreachable(let reason): "unreachable: \(reason)"
        case .connectionClosed: "connection closed by the peer"
        }
    }
}
