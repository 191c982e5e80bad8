import ArgumentParser
import GatewayWire

struct ReloadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload", abstract: "Read the site again and apply the difference.",
        discussion:
            "Only what changed restarts. When the files have errors, or the new part does not come up,\nall stays as it was and the exit code is 1."
    )

    @OptionGroup var gateway: GatewayOptions

    func run() async throws {
        let result = try await gateway.client.reload()
        let console = gateway.console
        if console.wantsJSON {
            try console.json(result)
        } else {
            for finding in result.findings { console.line(FindingText.line(finding, style: console.style)) }
            for change in result.changes { console.line(Printable.text(change)) }
            console.line(Self.summary(result, style: console.style))
        }
        guard result.applied else { throw ExitStatus.no }
    }

    static func summary(_ result: ReloadResult, style: Style) -> String {
        if !result.applied { return style.paint("Nothing was changed.", .red) }
        return style.paint(result.changes.isEmpty ? "Nothing has changed." : "Applied.", .green)
    }
}
