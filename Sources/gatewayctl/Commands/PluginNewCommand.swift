import ArgumentParser
import PluginKit

struct PluginNewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Begin a plugin of your own: a package that builds and runs at once.",
        discussion: """
            Writes sources, build file, tests, a sample site and a README. Everything is in the package, contract or SDK
            included: it builds without a network and without the gateway's sources. The files are under 0BSD, so that they
            are yours; --licence writes another SPDX identifier into them.

            EXAMPLES
              gatewayctl plugin new acme-meter --lang c --kind driver
              gatewayctl plugin new acme-cloud --lang swift --kind sink --in ~/plugins --licence MIT
            """)

    @Argument(help: "Id of the plugin: lower-case letters, digits and dashes, beginning with a letter.")
    var name: String

    @Option(name: .customLong("lang"), help: "What it is written in.")
    var language: PackageLanguage

    @Option(help: "What it does: talk to devices, or deliver samples.")
    var kind: PackageKind

    @Option(
        name: .customLong("in"), help: ArgumentHelp("Where the package's folder goes.", valueName: "folder"),
        completion: .directory)
    var folder = "."

    @Option(
        name: .customLong("licence"),
        help: ArgumentHelp("SPDX identifier that the files begin with.", valueName: "identifier"))
    var licence = LicenceName.zeroClauseBSD.identifier

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let plan: PackagePlan
        let root: String
        do throws(PackageError) {
            plan = PackagePlan(try request)
            root = try PackageWriter(folder: folder).write(plan)
        } catch {
            throw Complaint(.no, error.description)
        }
        try announce(plan, at: root)
    }

    var request: PackageRequest {
        get throws(PackageError) {
            PackageRequest(
                name: try PluginName(name), language: language, kind: kind, licence: try LicenceName(licence))
        }
    }

    private func announce(_ plan: PackagePlan, at root: String) throws {
        let console = output.console
        let steps = NextSteps(plan.request, folder: root).steps
        if console.wantsJSON {
            return try console.json(
                NewPackageInfo(folder: root, files: plan.files.map(\.path), next: steps.map(\.command)))
        }
        console.line("Wrote \(root): a \(kind.rawValue) in \(language.name), \(plan.files.count) files. Next:")
        let width = steps.map(\.command.count).max() ?? 0
        for step in steps {
            let line =
                "  \(CellWidth.fit(step.command, step.meaning.isEmpty ? step.command.count : width))  \(step.meaning)"
            console.line(String(line.reversed().drop { $0 == " " }.reversed()))
        }
    }
}

/// A package that was written, for programs.
struct NewPackageInfo: Codable {
    let folder: String
    /// Within the folder.
    let files: [String]
    /// Commands, to be typed one after the other.
    let next: [String]
}

extension PackageLanguage: ExpressibleByArgument {}
extension PackageKind: ExpressibleByArgument {}
