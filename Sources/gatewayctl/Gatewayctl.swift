import ArgumentParser
import GatewayWire

@main
struct Gatewayctl: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gatewayctl",
        abstract: "Looks into a gateway, commands its points and changes its site.",
        discussion: """
            Talks to gatewayd over its Unix socket: --socket, then $GATEWAY_SOCKET, then
            /run/gatewayd/gatewayd.sock, then ./.run/gatewayd.sock.

            EXAMPLES
              gatewayctl status                       How is it doing?
              gatewayctl watch 'pv.*'                 A live table of channel pv
              gatewayctl read pv.inverter.ac_power    One value, and is it good?
              gatewayctl write battery.bms.limit 80   Command a point
              gatewayctl trace pv                     Frames, in hex and in words
              gatewayctl points --json | jq           Everything, for programs
              gatewayctl check config/demo            Is this site good?
              gatewayctl simulate modbus --port 5020  A device to try with

            EXIT CODES
              0  yes, done
              1  no: the site has errors, the command was refused, the point is bad
              2  these arguments make no sense
              3  no gateway answers
              With --json an error is one line of JSON too, on the error output: error, mend, exit_code.
            """,
        version: GatewayVersion.current,
        subcommands: [StatusCommand.self, WatchCommand.self],
        groupedSubcommands: [
            CommandGroup(
                name: "Points",
                subcommands: [PointsCommand.self, ReadCommand.self, WriteCommand.self, HistoryCommand.self]),
            CommandGroup(
                name: "Channels and sinks",
                subcommands: [ChannelsCommand.self, SinksCommand.self, RestartCommand.self, TraceCommand.self]),
            CommandGroup(name: "Site", subcommands: [CheckCommand.self, SiteCommand.self, ReloadCommand.self]),
            CommandGroup(
                name: "Plugins", subcommands: [ListDriversCommand.self, ListSinksCommand.self, PluginCommand.self]),
            CommandGroup(name: "Without a site", subcommands: [SimulateCommand.self]),
        ])

    static func main() async {
        await Launcher.run(Array(CommandLine.arguments.dropFirst()))
    }
}
