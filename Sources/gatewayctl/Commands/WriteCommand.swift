import ArgumentParser
import GatewayWire

struct WriteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write", abstract: "Command one point.",
        discussion: """
            Waits for the one answer: exit code 0 when the device did it, 1 when not.
            Booleans are true, false, on, off, 1 and 0.

            EXAMPLES
              gatewayctl write battery.bms.limit 80
              gatewayctl write pv.inverter.enabled off --timeout 2000
              gatewayctl write battery.bms.power_setpoint -12.5
            """)

    @Argument(help: "Full name: channel.device.point.", completion: NameCompletion.points)
    var name: String

    @Argument(help: "In the point's unit.")
    var value: String

    @Option(help: ArgumentHelp("How long the answer may take.", valueName: "ms"))
    var timeout: Int?

    @OptionGroup var gateway: GatewayOptions

    func validate() throws {
        guard timeout.map((1...60_000).contains) ?? true else {
            throw ValidationError("--timeout is 1 to 60000 ms.")
        }
    }

    func run() async throws {
        let client = gateway.client
        guard let point = try await client.read([name]).first else { throw ExitStatus.no }
        guard let wire = ValueArgument.read(value, as: point.type) else {
            throw Complaint(.usage, "\"\(value)\" is no \(point.type), which is what \(name) takes")
        }
        let result = try await client.write(WriteRequest(point: name, value: wire, timeoutMs: timeout))
        let console = gateway.console
        if console.wantsJSON {
            try console.json(result)
        } else {
            console.line(Self.text(result, value: ValueText.of(wire, unit: point.unit), style: console.style))
        }
        guard result.status == "ok" else { throw ExitStatus.no }
    }

    static func text(_ result: WriteResult, value: String, style: Style) -> String {
        let time = result.tookMs.map { " after \(NumberText.short($0)) ms" } ?? ""
        let message = result.message.map { ": \(Printable.text($0))" } ?? ""
        let word = style.paint(result.status, result.status == "ok" ? .green : .red)
        return "\(Printable.text(result.point)) = \(value)  \(word)\(time)\(message)"
    }
}
