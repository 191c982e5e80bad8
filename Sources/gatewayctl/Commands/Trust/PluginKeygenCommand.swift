import ArgumentParser
import PluginHost

struct PluginKeygenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keygen", abstract: "Make a pair of keys to sign plugins with.",
        discussion: """
            Writes NAME.key, which signs, and NAME.pub, which machines check with. NAME.key is not encrypted and only you
            may read it: keep it off the gateways. minisign can use both; keys made by minisign can be used here.

            EXAMPLES
              gatewayctl plugin keygen acme
              minisign -G -s acme.key -p acme.pub          The same, with a password
            """)

    @Argument(help: "Path and name of the files, without their ending.")
    var name: String

    func run() throws {
        let key = try Complaint.instead { () throws(Refusal) in try KeyFiles.create(name) }
        let console = Console()
        console.line(
            "Key \(console.style.paint("\(key.id)", .bold)) is in \(Printable.text(name)).key and \(Printable.text(name)).pub"
        )
        console.line("To sign with it:       gatewayctl plugin sign FILE --key \(Printable.text(name)).key")
        console.line("To trust it somewhere: install -m 644 \(Printable.text(name)).pub \(TrustFolder.usual.path)/")
    }
}
