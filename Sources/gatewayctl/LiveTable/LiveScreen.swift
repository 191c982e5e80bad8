import GatewayClient
import GatewayWire

/// Shows the live table until somebody has seen enough.
struct LiveScreen {
    let style: Style
    private var table = LiveTable()
    private var size = TerminalSize.now ?? TerminalSize(columns: 80, rows: 24)

    init(style: Style) {
        self.style = style
    }

    mutating func run(_ client: GatewayClient, match: [String]) async {
        let (events, feed) = AsyncStream<LiveEvent>.makeStream()
        let terminal = LiveTerminal { keys in
            for key in keys { feed.yield(.key(key)) }
        }
        defer { terminal.restore() }
        let feeding = Task { await LiveFeed(client: client, match: match) { feed.yield($0) }.run() }
        defer { feeding.cancel() }
        for await event in events {
            guard take(event) else { break }
            terminal.draw(table.frame(size: size, style: style, now: TimeText.now))
        }
    }

    /// False when it is time to end.
    private mutating func take(_ event: LiveEvent) -> Bool {
        switch event {
        case .points(let points): table.replace(points)
        case .updates(let updates): table.take(updates, now: TimeText.now)
        case .status(let status, let channels): table.take(status, channels)
        case .past(let name, let past): table.recall(past, of: name)
        case .lost(let reason): table.trouble = reason
        case .second: table.remember()
        case .resized: size = TerminalSize.now ?? size
        case .key(.quit), .interrupted: return false
        case .key(let key): table.scroll(by: lines(key), size: size)
        }
        return true
    }

    private func lines(_ key: LiveKey) -> Int {
        switch key {
        case .lineUp: -1
        case .lineDown: 1
        case .pageUp: -size.rows / 2
        case .pageDown: size.rows / 2
        case .top: -1_000_000
        case .quit: 0
        }
    }
}
