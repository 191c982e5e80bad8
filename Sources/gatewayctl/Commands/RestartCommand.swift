import ArgumentParser
import GatewayWire

struct RestartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restart", abstract: "Start a channel or sink anew.",
        discussion: """
            Ends a wait for the next attempt, lifts a quarantine after crashes, and stops what runs before it starts
            again. Nothing that waits for a sink is lost.

            EXAMPLES
              gatewayctl restart field
              gatewayctl restart broker
            """)

    @Argument(help: "The channel or sink.")
    var name: String

    @OptionGroup var gateway: GatewayOptions

    func run() async throws {
        let console = gateway.console
        if try await gateway.client.sinks().contains(where: { $0.id == name }) {
            let sink = try await gateway.client.restart(sink: name)
            return console.wantsJSON
                ? try console.json(sink) : console.line("Sink \(Printable.text(name)) starts anew.")
        }
        let channel = try await gateway.client.restart(channel: name)
        return console.wantsJSON
            ? try console.json(channel) : console.line("Channel \(Printable.text(name)) starts anew.")
    }
}
