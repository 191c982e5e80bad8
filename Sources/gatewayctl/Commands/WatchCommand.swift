import ArgumentParser
import GatewayClient
import GatewayWire

struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Points as they change, until Ctrl-C.",
        discussion: """
            On a terminal a live table in place, otherwise one line for each change.

            EXAMPLES
              gatewayctl watch
              gatewayctl watch 'pv.*'
              gatewayctl watch '*.soc' --lines
              gatewayctl watch --json | jq -r '[.name, .value] | @csv'
            """,
        aliases: ["top"])

    @Argument(help: "Which points; all when left out.")
    var glob: [String] = []

    @Flag(help: "The table; needs a terminal.")
    var table = false

    @Flag(help: "Lines, on a terminal too.")
    var lines = false

    @Option(help: ArgumentHelp("Wait so long for the gateway to come up.", valueName: "seconds"))
    var wait: Int = 0

    @OptionGroup var gateway: GatewayOptions

    func validate() throws {
        guard !(table && lines) else { throw ValidationError("Either --table or --lines.") }
        guard (0...3600).contains(wait) else { throw ValidationError("--wait is 0 to 3600 seconds.") }
    }

    func run() async throws {
        let (client, console, match) = (gateway.client, gateway.console, glob)
        if table, !console.isTerminal { throw Complaint(.usage, "--table needs a terminal; leave it out for lines") }
        try await waitForGateway(client)
        if console.isTerminal, !lines, !console.wantsJSON {
            var screen = LiveScreen(style: console.style)
            return await screen.run(client, match: match)
        }
        try await Signals.untilInterrupted {
            let units = try await Self.units(client, match)
            try await client.watch(match) { updates in
                if console.wantsJSON { return try console.jsonLines(updates) }
                for update in updates {
                    console.line(Self.line(update, unit: units[update.name], style: console.style))
                }
            }
        }
    }

    /// Throws what the last attempt threw.
    private func waitForGateway(_ client: GatewayClient) async throws {
        for attempt in 0... {
            do {
                _ = try await client.status()
                return
            } catch let error as ClientError where error.exitStatus == .unreachable && attempt < wait * 4 {
                try await Task.sleep(for: .milliseconds(250))
            }
        }
    }

    private static func units(_ client: GatewayClient, _ match: [String]) async throws -> [String: String] {
        let points = try await client.allPoints(matching: match)
        return Dictionary(points.compactMap { point in point.unit.map { (point.name, $0) } }) { first, _ in first }
    }

    static func line(_ update: PointUpdate, unit: String?, style: Style) -> String {
        let time = (update.sourceTime ?? update.receiveTime).map { TimeText.clock($0, milliseconds: true) } ?? "-"
        return [
            style.paint(time, .dim), Printable.text(update.name),
            style.paint(ValueText.of(update.value, unit: unit), .bold),
            style.paint(update.quality, Style.Ink(quality: update.quality)),
        ].joined(separator: "  ")
    }
}
