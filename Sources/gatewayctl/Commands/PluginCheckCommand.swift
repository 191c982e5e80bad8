import ArgumentParser
import GatewayConformance

struct PluginCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Judge a plugin file against the contract.",
        discussion: """
            Asks the plugin one question after the other, each in a child process of its own, under a host that watches it. A
            crash, a hang and an early end are findings too. Takes a minute or two. Every case: --list, docs/plugin-check.md.

            Without settings, fields that name a peer (host, endpoint, url, port) lead to ports of this machine where nobody
            answers. With settings of a device or a simulator more of the plugin is seen.

            Exit code 0 when there is no error, 1 otherwise; warnings and notes are no errors.

            EXAMPLES
              gatewayctl plugin check ./mydriver.so
              gatewayctl plugin check ./mydriver.so --settings host=127.0.0.1 port=5020 address.address=40001
              gatewayctl plugin check ./mydriver.so --settings channels/pv.yaml --case samples --json
            """)

    @Argument(help: "The .so file.", completion: .file(extensions: ["so"]))
    var file: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Settings to use: a YAML file, or KEY=VALUE; device.KEY and address.KEY for devices and points.",
            valueName: "file or key=value"), completion: .file(extensions: ["yaml", "yml"]))
    var settings: [String] = []

    @Option(
        name: .customLong("case"), help: ArgumentHelp("Only this case; may be repeated.", valueName: "name"),
        completion: .list(ConformanceCase.allCases.map(\.name)))
    var only: [String] = []

    @Flag(help: "Name the cases, and do nothing.")
    var list = false

    @Option(help: ArgumentHelp("How long a request may take before it counts as unanswered.", valueName: "seconds"))
    var patience = 10.0

    @OptionGroup var places: PluginPlaces
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard list || file != nil else { throw ValidationError("Name the plugin file.") }
        guard patience.isFinite, (0.1...600).contains(patience) else {
            throw ValidationError("--patience is 0.1 to 600 seconds.")
        }
        if let name = only.first(where: { ConformanceCase(rawValue: $0) == nil }) {
            throw ValidationError("There is no case '\(name)'; see --list.")
        }
    }

    func run() async throws {
        guard let file, !list else { return try ConformanceText.list(output.console) }
        var check = ConformanceCheck(
            file: file, program: places.describerPath, given: try SettingsArgument.read(settings))
        if !only.isEmpty { check.cases = ConformanceCase.allCases.filter { only.contains($0.name) } }
        check.patience = .milliseconds(Int64(patience * 1000))
        let console = output.console
        let text = ConformanceText(console.style)
        let report = check.run { outcome in
            // Somebody may be watching; programs read what comes at the end.
            if console.isTerminal && !console.wantsJSON { console.line(text.line(outcome)) }
        }
        if console.wantsJSON {
            try console.json(report)
        } else {
            for line in text.lines(report) { console.line(line) }
        }
        guard report.isClean else { throw ExitStatus.no }
    }
}
