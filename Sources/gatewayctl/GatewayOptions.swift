import ArgumentParser
import GatewayClient

/// Options of every command that asks a gateway.
struct GatewayOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Where the gateway listens.", valueName: "path"),
        completion: .file())
    var socket: String?

    @OptionGroup var output: OutputOptions

    var client: GatewayClient {
        GatewayClient(socketPath: SocketSearch.path(named: socket))
    }

    var console: Console {
        output.console
    }
}
