import ArgumentParser

struct PluginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin", abstract: "Look at plugin files, change to newer ones, begin your own.",
        subcommands: [PluginDescribeCommand.self, PluginUpgradeCommand.self, PluginNewCommand.self])
}
