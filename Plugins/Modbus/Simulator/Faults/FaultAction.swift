/// What a connection does in place of sending a plain answer.
enum FaultAction: Equatable {
    case send([UInt8])
    case wait(Duration)
    /// Says nothing more, for as long as the client stays.
    case hold
    case close
    case reset
}
