import ArgumentParser
import GatewayWire

struct ReadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read", abstract: "Values of named points.",
        discussion: """
            Exit code 0 when all of them are good, 1 when one is not, or does not exist.

            EXAMPLES
              gatewayctl read pv.inverter.ac_power
              gatewayctl read --value battery.bms.soc     The bare value, for scripts
            """)

    @Argument(help: "Full names: channel.device.point.", completion: NameCompletion.points)
    var names: [String]

    @Flag(help: "Bare values, one a line.")
    var value = false

    @OptionGroup var gateway: GatewayOptions

    func run() async throws {
        let points = try await gateway.client.read(names)
        let console = gateway.console
        if value {
            for point in points { console.line(Printable.text(point.value.description)) }
        } else if console.wantsJSON {
            try console.json(points)
        } else {
            console.table(PointTable.of(points, now: TimeText.now))
        }
        guard points.allSatisfy({ $0.quality.hasPrefix("good") }) else { throw ExitStatus.no }
    }
}
