import ArgumentParser
import GatewayWire

struct ChannelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "channels", abstract: "Channels and their devices: state, rates, errors.",
        discussion: """
            ASKED and ACHIEVED are samples per second; OVERRUNS are polls that were due before the
            one before them had ended.
            """)

    @OptionGroup var gateway: GatewayOptions

    func run() async throws {
        let channels = try await gateway.client.channels()
        let console = gateway.console
        if console.wantsJSON { return try console.json(channels) }
        console.table(Self.table(channels, now: TimeText.now))
    }

    static func table(_ channels: [ChannelInfo], now: WireTime) -> TextTable {
        var table = TextTable([
            .init(title: "CHANNEL", flexible: true), .init(title: "PLUGIN"), .init(title: "STATE"),
            .init(title: "SINCE"),
            .init(title: "POINTS", right: true), .init(title: "ASKED", right: true),
            .init(title: "ACHIEVED", right: true),
            .init(title: "READS", right: true), .init(title: "ERRORS", right: true),
            .init(title: "OVERRUNS", right: true),
            .init(title: "MESSAGE", flexible: true),
        ])
        for channel in channels {
            table.add([
                .init(channel.id, .bold), .init(channel.plugin), state(channel.state),
                .init(TimeText.ago(channel.since, now: now)),
                .init(NumberText.grouped(channel.points)), .init(NumberText.short(channel.askedRate)),
                .init(NumberText.short(channel.achievedRate)), .init(NumberText.grouped(channel.reads)),
                alarming(channel.errors), alarming(channel.overruns), .init(channel.message ?? ""),
            ])
            for device in channel.devices {
                table.add([
                    .init("  " + device.id), "", state(device.state),
                    .init(device.since.map { TimeText.ago($0, now: now) } ?? ""),
                    .init(NumberText.grouped(device.points)), "", "",
                    "", "", "", .init(device.message ?? ""),
                ])
            }
        }
        return table
    }

    private static func state(_ word: String) -> TextTable.Cell {
        .init(word, Style.Ink(state: word))
    }

    private static func alarming(_ count: UInt64) -> TextTable.Cell {
        .init(NumberText.grouped(count), count > 0 ? .yellow : .plain)
    }
}
