import ArgumentParser
import Glibc
import PluginHost

struct PluginSignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Sign plugin files.",
        discussion: """
            Puts FILE.minisig beside each file, in minisign's format: whoever has the public key can check it with
            gatewayctl plugin verify, or with minisign -V. Keys that minisign encrypted ask for their password.

            EXAMPLES
              gatewayctl plugin sign acme.so --key acme.key
              minisign -S -s acme.key -m acme.so           The same
            """)

    @Argument(help: "The .so files.", completion: .file(extensions: ["so"]))
    var files: [String]

    @Option(help: "The secret key, of gatewayctl plugin keygen or of minisign.", completion: .file())
    var key: String

    @Option(help: "A comment that is signed too (default: time and name of the file).")
    var comment: String?

    @Option(
        help: ArgumentHelp(
            "A file with the key's password in its first line; only you may read it.", valueName: "path"),
        completion: .file())
    var passwordFile: String?

    func run() throws {
        let password = try Complaint.instead { () throws(Refusal) in
            guard let passwordFile else { return nil as [UInt8]? }
            return try KeyFiles.password(from: passwordFile)
        }
        let signer = PluginSigner(
            try Complaint.instead { () throws(Refusal) in
                try KeyFiles.read(key, password: { password ?? Self.ask("Password of \(key): ") })
            })
        let console = Console()
        for file in files {
            let path = try Complaint.instead { () throws(Refusal) in try signer.sign(file, comment: comment) }
            console.line(console.style.paint("signed", .green) + "  " + Printable.text(path))
        }
    }

    /// Without showing it; `nil` when nobody is there to type.
    private static func ask(_ prompt: String) -> [UInt8]? {
        guard isatty(STDIN_FILENO) == 1, let typed = getpass(Printable.text(prompt)) else { return nil }
        defer { explicit_bzero(typed, strlen(typed)) }
        return Array(UnsafeRawBufferPointer(start: typed, count: strlen(typed)))
    }
}
