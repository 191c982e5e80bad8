import Dispatch
import Glibc

/// The terminal while the live table has it: another screen, no cursor, keys as they are pressed. Afterwards all is as it
/// was.
final class LiveTerminal {
    private var before: termios?
    private let keySource: (any DispatchSourceRead)?

    init(keys: @escaping @Sendable ([LiveKey]) -> Void) {
        var settings = termios()
        if isatty(STDIN_FILENO) == 1, tcgetattr(STDIN_FILENO, &settings) == 0 {
            before = settings
            // Keys at once and unseen; Ctrl-C stays a signal.
            settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
            tcsetattr(STDIN_FILENO, TCSANOW, &settings)
            keySource = Self.readKeys(keys)
        } else {
            keySource = nil
        }
        // xterm: alternate screen on, cursor off, lines are cut rather than wrapped.
        Console.write("\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l\u{1B}[2J", to: STDOUT_FILENO)
    }

    private static func readKeys(_ keys: @escaping @Sendable ([LiveKey]) -> Void) -> any DispatchSourceRead {
        let source = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO)
        source.setEventHandler {
            var bytes = [UInt8](repeating: 0, count: 64)
            let count = bytes.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
            if count > 0 { keys(LiveKey.read(Array(bytes.prefix(count)))) }
        }
        source.resume()
        return source
    }

    /// Draws from the top left corner, as one update where the terminal knows such (mode 2026), so that nothing flickers.
    func draw(_ lines: [String]) {
        // Erased before it is written: after the last column, "to the end of the line" would take that column away.
        let text = lines.map { "\u{1B}[2K" + $0 }.joined(separator: "\r\n")
        Console.write("\u{1B}[?2026h\u{1B}[H\(text)\u{1B}[?2026l", to: STDOUT_FILENO)
    }

    func restore() {
        keySource?.cancel()
        Console.write("\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l", to: STDOUT_FILENO)
        if var before { tcsetattr(STDIN_FILENO, TCSANOW, &before) }
        before = nil
    }
}
