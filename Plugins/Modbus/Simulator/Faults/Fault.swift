import Modbus

/// One way to misbehave. The request has been carried out; only the answer goes wrong.
public enum Fault: Sendable, Equatable {
    /// Sends so many bytes of the answer, then nothing more on this connection, which stays open.
    case stall(afterBytes: Int)
    /// Answers after a while; later requests on the connection wait behind it.
    case late(Duration)
    /// No answer.
    case silence
    /// Answers twice.
    case duplicate
    case wrongTransaction
    case wrongUnit
    /// A protocol identifier other than 0.
    case wrongProtocol
    /// The header promises one byte more than there is.
    case wrongLength
    /// A different function than was asked for.
    case wrongFunction
    /// Bytes that are not Modbus in place of the answer.
    case garbage
    case exception(ExceptionCode)
    /// Ends the connection in place of the answer.
    case close
    /// The same with a reset instead of a proper end.
    case reset
    /// One byte at a time.
    case bytewise(every: Duration)
}
