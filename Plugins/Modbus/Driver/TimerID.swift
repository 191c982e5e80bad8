/// The timers a driver asks of the loop.
enum TimerID: UInt64 {
    /// Connecting takes too long.
    case connect = 1
    /// A request expires, or the silence between two requests is over.
    case session = 2
    /// A fault is to be acted upon outside of the host's call that found it.
    case fault = 3
}
