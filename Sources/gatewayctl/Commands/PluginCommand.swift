import ArgumentParser

struct PluginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin", abstract: "Look at plugin files, and change to newer ones.",
        subcommands: [PluginDescribeCommand.self, PluginUpgradeCommand.self])
}
