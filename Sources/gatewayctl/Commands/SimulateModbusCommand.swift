import ArgumentParser
import GatewayWire
import ModbusSimulator

struct SimulateModbusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "modbus", abstract: "Modbus/TCP devices for any client, until Ctrl-C.",
        discussion: """
            PROFILES
            \(DeviceProfile.allCases.map { "  \(CellWidth.fit($0.rawValue, 13))\($0.summary)" }.joined(separator: "\n"))

            EXAMPLES
              gatewayctl simulate modbus --port 5020
              gatewayctl simulate modbus --port 5020 --slave-id 1 --slave-id 7 --no-auto-update
              gatewayctl simulate modbus --port 5020 --profile energy-site --speed 60
              gatewayctl simulate modbus --port 5020 --fault late=600/10 --fault garbage%1
            """)

    @Option(help: "Address of this machine; 0.0.0.0 for all of them.")
    var host = "127.0.0.1"

    @Option(help: "TCP port; 0 takes a free one.")
    var port: UInt16 = 502

    @Option(help: "Listen on so many ports from --port on, each with devices of its own.")
    var ports = 1

    @Option(
        help: ArgumentHelp("Slave id, 1 to 255; several by repeating it, or as 1,2,3 (default: 1).", valueName: "id"))
    var slaveId: [SlaveIDs] = []

    @Option(help: ArgumentHelp("How often values change.", valueName: "seconds"))
    var updateInterval = 1.0

    @Flag(name: .customLong("no-auto-update"), help: "Values stay as they are until somebody writes.")
    var noAutoUpdate = false

    @Option(help: "Which devices to play.")
    var profile = DeviceProfile.plain

    @Option(help: "Device seconds in a second: 60 makes a day of 24 minutes.")
    var speed = 1.0

    @Option(help: "The same seed gives the same weather, habits and faults.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Misbehave on purpose: NAME[=NUMBER][@n|/n|%p]; may be repeated.", valueName: "fault"))
    var fault: [String] = []

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard updateInterval.isFinite, (0.001...86_400).contains(updateInterval) else {
            throw ValidationError("--update-interval is 0.001 to 86400 seconds.")
        }
    }

    func run() async throws {
        ModbusSimulator.allowManyConnections()
        let simulator: ModbusSimulator
        do {
            simulator = try ModbusSimulator(try options)
            try simulator.start()
        } catch let error as SimulatorError {
            throw Complaint(error.isAboutOptions ? .usage : .no, error.description)
        }
        defer { simulator.stop() }
        try announce(simulator.ports)
        for await _ in Signals.stream(Signals.ends) { break }
    }

    var options: SimulatorOptions {
        get throws {
            var options = SimulatorOptions()
            (options.host, options.port, options.ports) = (host, port, ports)
            if !slaveId.isEmpty { options.slaveIDs = slaveId.flatMap(\.ids) }
            options.updateInterval = .milliseconds(Int64((updateInterval * 1000).rounded()))
            (options.autoUpdate, options.profile, options.speed, options.seed) = (!noAutoUpdate, profile, speed, seed)
            if !fault.isEmpty { options.faults = try FaultPlan(words: fault) }
            return options
        }
    }

    private func announce(_ ports: [UInt16]) throws {
        let console = output.console
        if console.wantsJSON {
            return try console.jsonLines([SimulatorInfo(host: host, ports: ports, profile: profile.rawValue)])
        }
        let places =
            ports.count == 1
            ? "port \(ports.map(String.init).joined())" : "ports \(ports.map(String.init).joined(separator: ", "))"
        console.line("\(profile.rawValue) on \(host), \(places). Ctrl-C ends it.")
    }
}

/// Where a simulator listens, for programs.
struct SimulatorInfo: Codable {
    let host: String
    let ports: [UInt16]
    let profile: String
}

extension DeviceProfile: ExpressibleByArgument {}

extension SimulatorError {
    /// The arguments make no sense, on this machine or any other.
    var isAboutOptions: Bool {
        switch self {
        case .settings, .address: true
        case .portInUse, .portNeedsRights, .tooManyFiles, .system: false
        }
    }
}
