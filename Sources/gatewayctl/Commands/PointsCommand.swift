import ArgumentParser

struct PointsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "points", abstract: "Points and their last values.",
        discussion: """
            A glob is matched against full names, channel.device.point: * is any run of characters,
            ? is one. Quote it, or the shell will take it for files.

            EXAMPLES
              gatewayctl points
              gatewayctl points 'pv.*' '*.soc'
              gatewayctl points --json | jq -r '.[] | select(.quality != "good") | .name'
            """)

    @Argument(help: "Which points; all when left out.")
    var glob: [String] = []

    @Flag(help: "Names only, one a line.")
    var names = false

    @OptionGroup var gateway: GatewayOptions

    func run() async throws {
        let points = try await gateway.client.allPoints(matching: glob)
        let console = gateway.console
        if names {
            for point in points { console.line(Printable.text(point.name)) }
        } else if console.wantsJSON {
            try console.json(points)
        } else {
            console.table(PointTable.of(points, now: TimeText.now))
        }
    }
}
