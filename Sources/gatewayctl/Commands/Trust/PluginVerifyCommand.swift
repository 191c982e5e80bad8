import ArgumentParser
import PluginHost

struct PluginVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Whether this machine trusts a plugin file, and why.",
        discussion: """
            Looks at owner, mode, header, lists and signature as a gateway would. Nothing of the file runs.
            Exit code 0 when all files are trusted, 1 otherwise.

            EXAMPLES
              gatewayctl plugin verify                     All that lie in the folder of the plugins
              gatewayctl plugin verify modbus ./acme.so
              gatewayctl plugin verify --json | jq '.[] | select(.trusted | not)'
            """)

    @Argument(
        help: "The .so files, or their names in the folder of the plugins.", completion: .file(extensions: ["so"]))
    var plugin: [String] = []

    @OptionGroup var places: PluginPlaces
    @OptionGroup var output: OutputOptions

    func run() throws {
        let plugins = places.plugins
        let reports =
            plugin.isEmpty
            ? plugins.examine() : plugin.map { plugins.examine(file: PluginChoice.path($0, in: plugins.path)) }
        let console = output.console
        if console.wantsJSON {
            try console.json(reports.map(TrustReportInfo.init))
        } else {
            for report in reports {
                for line in TrustReportText.lines(report, style: console.style) { console.line(line) }
            }
        }
        guard reports.allSatisfy({ $0.refusal == nil }) else { throw ExitStatus.no }
    }
}
