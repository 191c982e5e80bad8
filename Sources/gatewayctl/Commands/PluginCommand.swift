import ArgumentParser

struct PluginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin", abstract: "Look at plugin files, say which may run, and change to newer ones.",
        subcommands: [PluginDescribeCommand.self, PluginUpgradeCommand.self],
        groupedSubcommands: [
            CommandGroup(name: "For authors", subcommands: [PluginNewCommand.self, PluginCheckCommand.self]),
            CommandGroup(
                name: "Trust",
                subcommands: [
                    PluginTrustCommand.self, PluginAllowCommand.self, PluginDenyCommand.self, PluginVerifyCommand.self,
                    PluginKeygenCommand.self, PluginSignCommand.self,
                ]),
        ])
}
