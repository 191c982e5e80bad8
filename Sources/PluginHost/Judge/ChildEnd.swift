/// How a child process ended.
package enum ChildEnd: Equatable, Sendable {
    case exited(Int32)
    case signalled(Int32)
    /// Killed at its deadline.
    case hung
    /// It never ran; the system's error number.
    case notStarted(Int32)

    /// Reads what `waitpid` says (the macros of `sys/wait.h` do not reach Swift).
    init(waitStatus: Int32) {
        let signal = waitStatus & 0x7F
        self = signal == 0 ? .exited((waitStatus >> 8) & 0xFF) : .signalled(signal)
    }
}
