import ArgumentParser
import GatewayAPI
import GatewayConfig
import GatewayRuntime
import GatewayWire
import Logging

/// The daemon: the one place that knows everybody's name.
@main
struct Gatewayd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gatewayd", abstract: "Runs the gateway of one site.",
        discussion: """
            Reads the site's folder, loads the plugins it needs from drivers.d, and serves gatewayctl on a Unix socket.
            SIGHUP reads the site again and changes what differs; SIGTERM ends it cleanly.

            Example:
              gatewayd --site config/demo --drivers drivers.d --data /var/lib/gatewayd
            """, version: GatewayVersion.current)

    @Option(help: "The folder of the site.")
    var site = "/etc/gatewayd/site"

    @Option(help: "The folder of the plugins.")
    var drivers = "/usr/lib/gatewayd/drivers.d"

    @Option(help: "The folder for what has to survive: spool, history, names of points.")
    var data = "/var/lib/gatewayd"

    @Option(help: "The folder that says which plugins may run (default: /etc/gatewayd/trust.d).")
    var trust: String?

    @Option(help: "The list of the plugins that were built with this gateway (default: plugins.sha256 beside it).")
    var builtIn: String?

    @Option(help: "The Unix socket of the API (default: the site's, or /run/gatewayd/gatewayd.sock).")
    var socket: String?

    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel = Logger.Level.notice

    func run() async throws {
        LoggingSystem.bootstrap { LineLog(label: $0) }
        var log = Logger(label: "gatewayd")
        log.logLevel = logLevel
        OpenFiles.allowAll()
        let stop = Signals([.terminate, .interrupt, .hangUp])
        let daemon = try await Daemon(options: self, log: log)
        try await daemon.run(until: stop)
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
