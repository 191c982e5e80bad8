import ArgumentParser

struct PluginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin", abstract: "Look at plugin files and say which may run, without a gateway.",
        subcommands: [PluginDescribeCommand.self],
        groupedSubcommands: [
            CommandGroup(
                name: "Trust",
                subcommands: [
                    PluginTrustCommand.self, PluginAllowCommand.self, PluginDenyCommand.self, PluginVerifyCommand.self,
                    PluginKeygenCommand.self, PluginSignCommand.self,
                ])
        ])
}
