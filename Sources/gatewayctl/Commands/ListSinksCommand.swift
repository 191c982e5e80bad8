import ArgumentParser

struct ListSinksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list-sinks", abstract: "Sinks in the plugin directory, and those that were refused.",
        discussion: """
            The gateway looks at its directory again first: a plugin copied there shows up here.
            With --directory that folder is judged without a gateway.

            EXAMPLES
              gatewayctl list-sinks
              gatewayctl list-sinks --directory drivers.d --json
            """)

    @OptionGroup var places: PluginPlaces
    @OptionGroup var gateway: GatewayOptions

    func run() async throws {
        try await PluginTable.show("sink", places, gateway)
    }
}
