import ArgumentParser

struct SiteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "site", abstract: "A site and its plugins together, without a gateway.",
        subcommands: [SitePlanCommand.self, SitePackCommand.self, SiteInstallCommand.self])
}
