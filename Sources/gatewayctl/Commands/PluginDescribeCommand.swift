import ArgumentParser
import GatewayRuntime
import GatewayWire
import PluginHost

struct PluginDescribeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe", abstract: "What a plugin file says about itself, or why it would be refused.",
        discussion: """
            Judges the file as a gateway would; its code runs in a short-lived child process only.

            EXAMPLES
              gatewayctl plugin describe drivers.d/modbus.so
              gatewayctl plugin describe ./mine.so --json | jq '.[].schema.address'
            """)

    @Argument(help: "The .so file.", completion: .file(extensions: ["so"]))
    var file: String

    @OptionGroup var places: PluginPlaces
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let infos = PluginInfo.all(of: places.plugins.judge(file: file))
        let console = output.console
        if console.wantsJSON {
            try console.json(infos)
        } else {
            for info in infos { Self.show(info, console) }
        }
        guard infos.allSatisfy({ $0.state != "refused" }) else { throw ExitStatus.no }
    }

    private static func show(_ info: PluginInfo, _ console: Console) {
        for line in PluginText.lines(info, style: console.style) { console.line(line) }
        let schema = info.schema ?? PluginSchema()
        for (title, fields) in [("SETTINGS", schema.settings), ("DEVICE", schema.device), ("ADDRESS", schema.address)]
        where !fields.isEmpty {
            console.line("")
            console.table(FieldTable.of(fields, title: title))
        }
    }
}
