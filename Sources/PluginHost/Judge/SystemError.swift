import Glibc

/// The words of the operating system.
package enum SystemError {
    package static func text(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }

    /// Of the call that failed last on this thread.
    static var lastText: String { text(errno) }

    /// `SIGSEGV (Segmentation fault)`.
    package static func signal(_ number: Int32) -> String {
        let words = strsignal(number).map { String(cString: $0) } ?? "unknown"
        return "\(names[number] ?? "signal \(number)") (\(words))"
    }

    /// Those that end a program that went wrong.
    private static let names = [
        SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGQUIT: "SIGQUIT", SIGILL: "SIGILL", SIGTRAP: "SIGTRAP",
        SIGABRT: "SIGABRT", SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGKILL: "SIGKILL", SIGSEGV: "SIGSEGV",
        SIGPIPE: "SIGPIPE", SIGALRM: "SIGALRM", SIGTERM: "SIGTERM", SIGXCPU: "SIGXCPU", SIGXFSZ: "SIGXFSZ",
        SIGSYS: "SIGSYS",
    ]
}
