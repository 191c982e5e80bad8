import Modbus

/// What a received frame is.
enum Verdict: Equatable {
    /// The answer to this request; the data of a read begin behind header, function and byte count.
    case answer(Exchange)
    case refused(Exchange, ExceptionCode)
    /// It carries transaction, unit and function of the request, and not what was asked for.
    case malformed(Exchange)
    /// Nobody waits for it.
    case stray(SessionCounters.Stray)

    /// Where the data of a read begin in a frame.
    static let dataOffset = TCPHeader.size + 2
}
