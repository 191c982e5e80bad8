import ArgumentParser
import GatewayConfig
import GatewayRuntime
import GatewayWire

struct SitePlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Which plugins a site needs, and whether they are there.",
        discussion: """
            Says of each plugin the site names: ready, missing, refused, outside of the site's version range, or another
            file than the one it wants; and what lies in the directory that the site does not need.
            Exit code 0 when all it needs is ready, 1 otherwise.

            EXAMPLES
              gatewayctl site plan config/demo
              gatewayctl site plan config/demo --drivers build/drivers.d --json
            """)

    @Argument(help: "Folder of the site.", completion: .directory)
    var site: String

    @OptionGroup var places: PluginPlaces
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let needs = PluginNeeds(of: site)
        let plan = SitePlan(needs: needs.needs, files: places.plugins.scan())
        let console = output.console
        if console.wantsJSON {
            try console.json(plan.rows)
        } else {
            for finding in needs.findings {
                console.line(FindingText.line(FindingInfo(finding: finding), style: console.style))
            }
            console.table(Self.table(plan.rows))
        }
        guard plan.isComplete, needs.findings.isEmpty else { throw ExitStatus.no }
    }

    static func table(_ rows: [SitePlanInfo]) -> TextTable {
        var table = TextTable([
            .init(title: "PLUGIN"), .init(title: "STATE"), .init(title: "WANTED"), .init(title: "VERSION"),
            .init(title: "FILE", flexible: true), .init(title: "WHAT TO DO", flexible: true),
        ])
        for row in rows {
            let ink: Style.Ink = row.state == "ready" ? .green : row.state == "surplus" ? .dim : .red
            table.add([
                .init(row.id, .bold), .init(row.state, ink), .init(row.wanted ?? "-"), .init(row.version ?? "-"),
                .init(row.file ?? "-"), .init(row.advice ?? ""),
            ])
        }
        return table
    }
}
