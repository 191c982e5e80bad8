import ArgumentParser
import PluginHost

struct PluginDenyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deny", abstract: "Put a plugin file on this machine's list of denied ones.",
        discussion: """
            Denied wins over every policy, list and signature. What counts is the SHA-256 of the file. Needs the right to
            write the trust folder, which root has; no API can do this. Takes the file off the list of allowed ones.

            EXAMPLES
              sudo gatewayctl plugin deny drivers.d/acme.so --remark 'loses samples'
              sudo gatewayctl plugin deny acme.so sha256:9f86d0…
            """)

    @OptionGroup var choice: PluginChoice

    @Option(help: "Why; gateways say it when they refuse the file.")
    var remark = ""

    @OptionGroup var places: PluginPlaces

    func run() throws {
        let (name, sha256) = try choice.resolve(in: places.directoryPath)
        try Complaint.instead { () throws(Refusal) in
            try TrustEditor(places.trust.folder).deny(sha256, name: name, remark: remark)
        }
        let console = Console()
        console.line(console.style.paint("denied", .red) + "  \(Printable.text(name))  \(sha256)")
        console.line("Where it runs already, it does so until gatewayd is restarted: systemctl restart gatewayd")
    }
}
