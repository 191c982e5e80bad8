import GatewayWire
import Glibc

/// Where a command's output goes.
struct Console: Sendable {
    let isTerminal: Bool
    let style: Style
    /// The user asked for JSON instead of tables.
    let wantsJSON: Bool

    init(wantsColour: Bool = true, wantsJSON: Bool = false) {
        isTerminal = isatty(STDOUT_FILENO) == 1
        self.wantsJSON = wantsJSON
        style = Style(isColoured: wantsColour && isTerminal && Self.environmentAllowsColour)
    }

    private static var environmentAllowsColour: Bool {
        // no-color.org: any value that is not empty means no.
        if let word = getenv("NO_COLOR"), word.pointee != 0 { return false }
        return getenv("TERM").map { String(cString: $0) } != "dumb"
    }

    /// Columns of the terminal; none when the output goes elsewhere and lines may be as long as they like.
    var width: Int? {
        isTerminal ? TerminalSize.now?.columns : nil
    }

    func line(_ text: String) {
        Self.write(text + "\n", to: STDOUT_FILENO)
    }

    func table(_ table: TextTable) {
        for text in table.lines(style: style, width: width) { line(text) }
    }

    /// One document, laid out for reading.
    func json(_ shape: some Encodable) throws {
        line(String(decoding: try WireCoding.encode(shape, pretty: true), as: UTF8.self))
    }

    /// Documents of a stream, one a line.
    func jsonLines(_ shapes: [some Encodable]) throws {
        for shape in shapes { line(String(decoding: try WireCoding.encode(shape), as: UTF8.self)) }
    }

    /// Writes everything. When the reader has gone (`gatewayctl points | head`), the process ends without a word.
    static func write(_ text: String, to descriptor: CInt) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count < 0, errno == EAGAIN {
                var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&wait, 1, -1)
            } else if count < 0, errno != EINTR {
                exit(ExitStatus.yes.rawValue)
            }
        }
    }
}
