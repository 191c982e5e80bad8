import ArgumentParser
import GatewayWire

struct SinksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sinks", abstract: "Sinks: state, and what waits in front of them.",
        discussion: """
            QUEUED waits in memory, SPOOLED on disk alone. SAFE is how much of both would survive a power cut: what is in
            memory is on disk too, once it has waited for a tenth of a second. DROPPED was given up. All count samples.
            """)

    @OptionGroup var gateway: GatewayOptions

    func run() async throws {
        let sinks = try await gateway.client.sinks()
        let console = gateway.console
        if console.wantsJSON { return try console.json(sinks) }
        console.table(Self.table(sinks, now: TimeText.now))
    }

    static func table(_ sinks: [SinkInfo], now: WireTime) -> TextTable {
        var table = TextTable([
            .init(title: "SINK", flexible: true), .init(title: "PLUGIN"), .init(title: "STATE"), .init(title: "SINCE"),
            .init(title: "QUEUED", right: true), .init(title: "SPOOLED", right: true),
            .init(title: "SAFE", right: true),
            .init(title: "DELIVERED", right: true),
            .init(title: "DROPPED", right: true), .init(title: "OLDEST"), .init(title: "ROUTES", flexible: true),
            .init(title: "MESSAGE", flexible: true),
        ])
        for sink in sinks {
            table.add([
                .init(sink.id, .bold), .init(sink.plugin), .init(sink.state, Style.Ink(state: sink.state)),
                .init(TimeText.ago(sink.since, now: now)), .init(NumberText.grouped(sink.lane.queued)),
                .init(NumberText.grouped(sink.lane.spooled)), .init(NumberText.grouped(sink.lane.safe)),
                .init(NumberText.grouped(sink.lane.delivered)),
                .init(NumberText.grouped(sink.lane.dropped), sink.lane.dropped > 0 ? .red : .plain),
                .init(TimeText.ago(sink.lane.oldest, now: now)), .init(sink.routes.joined(separator: " ")),
                .init(sink.message ?? ""),
            ])
        }
        return table
    }
}
