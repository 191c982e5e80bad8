import ArgumentParser
import Foundation
import GatewayConfig
import GatewayRuntime

struct SitePackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack", abstract: "Put a site and its plugins into one archive.",
        discussion: """
            The site's files, exactly the plugins it names, their signatures and checksums, as .tar.gz. The same input
            gives the same bytes. What looks like a private key is refused: sites name secrets and hold none.

            EXAMPLES
              gatewayctl site pack config/demo
              gatewayctl site pack config/demo -o /tmp/demo.tar.gz
            """)

    @Argument(help: "Folder of the site.", completion: .directory)
    var site: String

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("The archive (default: NAME.tar.gz, as the site calls itself).", valueName: "file"),
        completion: .file())
    var output: String?

    @OptionGroup var places: PluginPlaces

    func run() async throws {
        let needs = PluginNeeds(of: site)
        if let finding = needs.findings.first { throw Complaint(.no, "\(finding)") }
        do throws(ArchiveError) {
            let archive = try SitePack.collect(site: site, needs: needs, plugins: places.plugins.scan())
            let bytes = try archive.packed()
            let file = output ?? "\(needs.site).tar.gz"
            try Self.write(bytes, to: file)
            print("\(file): \(archive.site.count) files, \(archive.plugins.count) plugin files, \(bytes.count) bytes")
            print("on the other machine: gatewayctl site install \(file) --to FOLDER --drivers DIRECTORY")
        } catch {
            throw Complaint(.no, "\(error)")
        }
    }

    private static func write(_ bytes: [UInt8], to file: String) throws(ArchiveError) {
        do {
            try Data(bytes).write(to: URL(filePath: file), options: .atomic)
        } catch {
            throw ArchiveError(
                "cannot write \(file): \(error.localizedDescription)", mend: "choose another place with -o")
        }
    }
}
