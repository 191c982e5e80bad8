import ModbusSimulator

/// A simulated Modbus device that can be taken away, spoilt and healed, always at the same port.
final class Device {
    let port: Int
    private var options: SimulatorOptions
    private var simulator: ModbusSimulator?

    init(_ profile: DeviceProfile, faults: FaultPlan? = nil, answersMissingSlaves: Bool = true) throws {
        options = SimulatorOptions()
        options.port = 0
        options.profile = profile
        options.autoUpdate = false
        options.answersMissingSlaves = answersMissingSlaves
        options.timeOfDay = .seconds(12 * 3600)
        options.faults = faults
        let simulator = try ModbusSimulator(options)
        port = Int(try simulator.start())
        self.simulator = simulator
        options.port = UInt16(port)
    }

    /// Of its present life.
    var requests: Int {
        Int(simulator?.statistics.requests ?? 0)
    }

    /// Clients that came, in its present life.
    var connections: Int {
        Int(simulator?.statistics.connections ?? 0)
    }

    func stop() {
        simulator?.stop()
        simulator = nil
    }

    /// The same device again, behaving as `faults` says.
    func start(faults: FaultPlan? = nil) throws {
        stop()
        options.faults = faults
        let next = try ModbusSimulator(options)
        try next.start()
        simulator = next
    }
}
