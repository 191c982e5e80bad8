import ArgumentParser
import PluginHost

struct PluginAllowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "allow", abstract: "Put a plugin file on this machine's list of allowed ones.",
        discussion: """
            What counts is the SHA-256 of the file: an update has to be allowed again. Needs the right to write the
            trust folder, which root has; no API can do this. Takes the file off the list of denied ones.

            EXAMPLES
              sudo gatewayctl plugin allow drivers.d/modbus.so
              sudo gatewayctl plugin allow modbus.so sha256:9f86d0…
            """)

    @OptionGroup var choice: PluginChoice

    @Option(help: "Why, for whoever reads the list later.")
    var remark = ""

    @OptionGroup var places: PluginPlaces

    func run() throws {
        let (name, sha256) = try choice.resolve(in: places.directoryPath)
        let folder = places.trust.folder
        try Complaint.instead { () throws(Refusal) in
            try TrustEditor(folder).allow(sha256, name: name, remark: remark)
        }
        let console = Console()
        console.line(console.style.paint("allowed", .green) + "  \(Printable.text(name))  \(sha256)")
        if let note = Self.note(try Complaint.instead { () throws(Refusal) in try folder.read() }.policy) {
            console.line(note)
        }
        console.line("A gateway that runs sees it after: gatewayctl reload")
    }

    /// What the list is worth under this policy.
    static func note(_ policy: TrustPolicy) -> String? {
        switch policy {
        case .any: "The policy is 'any', so all others may run too. To change that: gatewayctl plugin trust allowed"
        case .allowed: nil
        case .signed:
            "The policy is 'signed', which does not ask the list. To sign it: gatewayctl plugin sign FILE --key KEY"
        }
    }
}
