import GatewaySDK

/// Reads the thermometers of the machine it runs on.
struct ThermalDriver: PollingDriver {
    static let description = PluginDescription(
        id: "thermal", version: "1.0.0", kind: .driver, name: "Thermometers",
        summary: "Reads the temperatures that Linux knows of its own machine.")

    init(settings: Settings, host: Host) throws(PluginError) {}

    mutating func prepare(_ plan: Plan) throws(PluginError) {}
    mutating func start() throws(PluginError) {}
    mutating func stop() {}
    mutating func read(group: Int, into batch: SampleBuffer) throws(PluginError) {}
}
