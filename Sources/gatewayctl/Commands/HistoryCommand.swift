import ArgumentParser
import GatewayWire

struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "The past of one point.",
        discussion: """
            Times are 2026-03-01T12:00:00Z, 2026-03-01, now, or that long ago: 90s, 15m, 2h, 7d.

            EXAMPLES
              gatewayctl history pv.inverter.ac_power
              gatewayctl history pv.inverter.ac_power --from 1d --bucket 15m
              gatewayctl history battery.bms.soc --from 2026-03-01 --to 2026-03-02
            """)

    @Argument(help: "Full name: channel.device.point.", completion: NameCompletion.points)
    var name: String

    @Option(parsing: .unconditional, help: ArgumentHelp("Beginning, included.", valueName: "time"))
    var from: TimeArgument = TimeArgument(ago: 3600)

    @Option(parsing: .unconditional, help: ArgumentHelp("End, excluded.", valueName: "time"))
    var to: TimeArgument = TimeArgument(ago: 0)

    @Option(
        help: ArgumentHelp(
            "Width of a bucket: 10s, 15m, 1h. Without it the rows come as they are.", valueName: "length"))
    var bucket: LengthArgument?

    @Option(help: "At most so many rows or buckets.")
    var limit = 1000

    @OptionGroup var gateway: GatewayOptions

    func validate() throws {
        guard (1...100_000).contains(limit) else { throw ValidationError("--limit is 1 to 100000.") }
    }

    func run() async throws {
        let query = Self.query(self, now: TimeText.now)
        guard query.from < query.to else { throw Complaint(.usage, "--from has to come before --to") }
        let result = try await gateway.client.history(query)
        let console = gateway.console
        if console.wantsJSON { return try console.json(result) }
        console.table(HistoryTable.of(result))
        if result.truncated { console.line("Cut off after \(limit); --limit shows more.") }
    }

    /// Whole seconds, and buckets that begin where a clock would begin them.
    static func query(_ command: HistoryCommand, now: WireTime) -> HistoryQuery {
        let grid = (command.bucket?.seconds ?? 1) * 1_000_000_000
        let from = command.from.time(now: now).nanoseconds
        let floor = from - ((from % grid) + grid) % grid
        return HistoryQuery(
            name: command.name, from: WireTime(nanoseconds: from < .min + grid ? from : floor),
            to: command.to.time(now: now),
            bucketMs: command.bucket.map { $0.seconds * 1000 }, limit: command.limit)
    }
}
