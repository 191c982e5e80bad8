import ArgumentParser

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "How the gateway is doing.",
        discussion: "EXAMPLES\n  gatewayctl status\n  gatewayctl status --json | jq .counts")

    @OptionGroup var gateway: GatewayOptions

    func run() async throws {
        let status = try await gateway.client.status()
        let console = gateway.console
        if console.wantsJSON { return try console.json(status) }
        for line in StatusText.lines(status, style: console.style) { console.line(line) }
        if !status.lanes.isEmpty {
            console.line("")
            console.table(LaneTable.of(status.lanes, now: status.now))
        }
    }
}
