import ArgumentParser

struct PluginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin", abstract: "Look at plugin files, without a gateway.",
        subcommands: [PluginDescribeCommand.self, PluginNewCommand.self])
}
