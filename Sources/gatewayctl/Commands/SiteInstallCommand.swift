import ArgumentParser
import Foundation
import GatewayRuntime
import PluginHost

struct SiteInstallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install", abstract: "Put an archive of a site in place on this machine.",
        discussion: """
            Checks names, checksums, machine and contract, judges the plugins as a gateway would, and only then renames
            everything into place. The old site is kept as FOLDER.previous; plugins in use run on.

            EXAMPLES
              gatewayctl site install demo.tar.gz --to /etc/gatewayd/site --drivers /usr/lib/gatewayd/drivers.d
              gatewayctl site install demo.tar.gz --to site --drivers drivers.d --dry-run
            """)

    @Argument(help: "The archive, as `gatewayctl site pack` made it.", completion: .file())
    var archive: String

    @Option(help: ArgumentHelp("Where the site's files go.", valueName: "folder"), completion: .directory)
    var to: String

    @Flag(help: "Check everything and change nothing.")
    var dryRun = false

    @OptionGroup var places: PluginPlaces

    func run() async throws {
        do throws(ArchiveError) {
            let site = try SiteArchive(packed: try Self.read(archive))
            let install = SiteInstall(site, to: to, plugins: places.plugins)
            for line in try install.run(isDryRun: dryRun) { print(Printable.text(line)) }
            print(dryRun ? "nothing was changed" : "next: gatewayctl reload")
        } catch {
            throw Complaint(.no, Printable.text("\(error)"))
        }
    }

    /// More than this packed is no site.
    private static let limit = 1 << 30

    private static func read(_ file: String) throws(ArchiveError) -> [UInt8] {
        guard let size = try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int, size <= limit,
            let data = FileManager.default.contents(atPath: file)
        else {
            throw ArchiveError("cannot read \(file), or it has more than 1 GiB", mend: "name an archive of a site")
        }
        return Array(data)
    }
}
