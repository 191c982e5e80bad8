import ArgumentParser

struct ListDriversCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list-drivers", abstract: "Drivers in the plugin directory, and those that were refused.",
        discussion: "The gateway looks at the directory again first: a plugin copied there shows up here.")

    @OptionGroup var gateway: GatewayOptions

    func run() async throws {
        try await PluginTable.show("driver", gateway)
    }
}
