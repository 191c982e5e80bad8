import ArgumentParser
import PluginHost

struct PluginTrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust", abstract: "Show or set which plugins this machine accepts.",
        discussion: """
            any      all of them
            allowed  those on the list (gatewayctl plugin allow), and those signed by a key in the trust folder
            signed   those signed by a key in the trust folder

            What is denied (gatewayctl plugin deny) is refused under all of them. The policy lies on the machine and not
            in the site. A key is trusted by putting it there: install -m 644 maker.pub \(TrustFolder.usual.path)/
            Setting needs the right to write the folder, which root has, and says which plugins are refused from now on.

            EXAMPLES
              gatewayctl plugin trust
              sudo gatewayctl plugin trust signed
            """)

    @Argument(help: "any, allowed or signed.")
    var policy: TrustPolicy?

    @OptionGroup var places: PluginPlaces
    @OptionGroup var output: OutputOptions

    func run() throws {
        let folder = places.trust.folder
        if let policy {
            try Complaint.instead { () throws(Refusal) in try TrustEditor(folder).set(policy) }
        }
        let rules = try Complaint.instead { () throws(Refusal) in try folder.read() }
        let console = output.console
        if console.wantsJSON { return try console.json(TrustInfo(rules, folder)) }
        TrustText.show(rules, folder, console)
        guard policy != nil else { return }
        for line in TrustText.refusals(places.plugins.examine(), style: console.style) { console.line(line) }
    }
}

extension TrustPolicy: ExpressibleByArgument {}
