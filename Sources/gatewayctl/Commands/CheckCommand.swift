import ArgumentParser
import GatewayConfig
import GatewayRuntime
import GatewayWire

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check a site's files, without a gateway.",
        discussion: """
            Says everything that is wrong at once, as file:line:column: what is wrong — what to do.
            Settings and addresses are checked by the plugins themselves. Nothing is connected.
            Exit code 0 when there is no error, 1 otherwise; warnings are no errors.

            EXAMPLES
              gatewayctl check config/demo
              gatewayctl check config/demo --directory build/drivers.d --json
            """)

    @Argument(help: "Folder of the site.", completion: .directory)
    var site: String

    @OptionGroup var places: PluginPlaces
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let findings = SiteCheck.run(site: site, shelf: PluginShelf(places.plugins, isBuiltIn: places.builtIn.contains))
            .map(FindingInfo.init(finding:))
        let console = output.console
        if console.wantsJSON {
            try console.json(findings)
        } else {
            for finding in findings { console.line(FindingText.line(finding, style: console.style)) }
            console.line(Self.summary(findings, site: site, style: console.style))
        }
        guard findings.allSatisfy({ $0.severity != "error" }) else { throw ExitStatus.no }
    }

    static func summary(_ findings: [FindingInfo], site: String, style: Style) -> String {
        let errors = findings.count { $0.severity == "error" }
        let warnings = findings.count - errors
        let parts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
        if parts.isEmpty { return style.paint("\(Printable.text(site)) is good.", .green) }
        return style.paint(parts.joined(separator: ", "), errors > 0 ? .red : .yellow)
    }
}

extension FindingInfo {
    init(finding: Finding) {
        self.init(
            severity: finding.severity.rawValue, file: finding.file, line: finding.line, column: finding.column,
            message: finding.message, mend: finding.mend)
    }
}
