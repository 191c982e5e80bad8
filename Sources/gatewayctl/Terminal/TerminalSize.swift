import Glibc

struct TerminalSize: Equatable, Sendable {
    var columns: Int
    var rows: Int

    /// Of the terminal behind standard output; `nil` when there is none, or when it will not say.
    static var now: TerminalSize? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
        return TerminalSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }
}
