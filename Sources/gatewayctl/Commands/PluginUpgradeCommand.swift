import ArgumentParser
import GatewayWire

struct PluginUpgradeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade", abstract: "Use the newer file of a plugin that lies in the plugin directory.",
        discussion: """
            Channels and sinks of the plugin that run in processes of their own move one after the other: the new process
            is made ready beside the old one, which then lets go of its device. No sample is lost; a gap is one poll at
            most. Those that run inside of the gateway stay until its next start. Exit code 1 when any of them stays.

            EXAMPLE
              install -m 755 acme-2.so drivers.d/acme.so && gatewayctl plugin upgrade acme
            """)

    @Argument(help: "The plugin, as sites call it.")
    var plugin: String

    @OptionGroup var gateway: GatewayOptions

    func run() async throws {
        let result = try await gateway.client.upgrade(plugin: plugin)
        let console = gateway.console
        if console.wantsJSON {
            try console.json(result)
        } else {
            for line in Self.lines(result) { console.line(line) }
        }
        guard result.kept.isEmpty else { throw ExitStatus.no }
    }

    static func lines(_ result: UpgradeResult) -> [String] {
        var lines = ["\(Printable.text(result.plugin)) \(Printable.text(result.version)), \(result.sha256.prefix(12))…"]
        lines += result.moved.map { "  \(Printable.text($0)): moved" }
        lines += result.current.map { "  \(Printable.text($0)): runs it already" }
        lines += result.kept.map { "  \(Printable.text($0.id)): \(Printable.text($0.reason))" }
        if result.moved.isEmpty && result.current.isEmpty && result.kept.isEmpty { lines.append("  nothing uses it") }
        return lines
    }
}
