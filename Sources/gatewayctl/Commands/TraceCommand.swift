import ArgumentParser

struct TraceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Frames of a channel as they pass, in hex and in words.",
        discussion: """
            Until Ctrl-C. → is sent, ← received.

            EXAMPLES
              gatewayctl trace pv
              gatewayctl trace pv --json > pv.jsonl
            """)

    @Argument(help: "Id of the channel.", completion: NameCompletion.channels)
    var channel: String

    @OptionGroup var gateway: GatewayOptions

    func run() async throws {
        let (client, console, channel) = (gateway.client, gateway.console, channel)
        try await Signals.untilInterrupted {
            try await client.trace(channel) { frames in
                if console.wantsJSON { return try console.jsonLines(frames) }
                for frame in frames { console.line(TraceText.line(frame, style: console.style)) }
            }
        }
    }
}
