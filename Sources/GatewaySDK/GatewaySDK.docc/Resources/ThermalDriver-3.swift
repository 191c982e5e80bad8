import GatewaySDK

/// Reads the thermometers of the machine it runs on.
struct ThermalDriver: PollingDriver {
    static let description = PluginDescription(
        id: "thermal", version: "1.0.0", kind: .driver, name: "Thermometers",
        summary: "Reads the temperatures that Linux knows of its own machine.",
        settings: [
            FieldSchema(
                "folder", .text(length: 1...255), default: "/sys/class/thermal", help: "Where the thermometers are.")
        ],
        address: [FieldSchema("zone", .int(0...99), required: true, help: "Number of the thermometer.")])

    private struct Point {
        let handle: UInt32
        let group: Int
        let zone: Int
    }

    private let folder: String
    private var points: [Point] = []

    init(settings: Settings, host: Host) throws(PluginError) {
        folder = settings.text("folder")
    }

    mutating func prepare(_ plan: Plan) throws(PluginError) {
        points = plan.points.map { Point(handle: $0.handle, group: $0.group, zone: $0.address.int("zone")) }
    }

    mutating func start() throws(PluginError) {}
    mutating func stop() {}
    mutating func read(group: Int, into batch: SampleBuffer) throws(PluginError) {}
}
