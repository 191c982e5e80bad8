import GatewaySDK
import Glibc

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
    private let host: Host
    private var points: [Point] = []

    init(settings: Settings, host: Host) throws(PluginError) {
        folder = settings.text("folder")
        self.host = host
    }

    mutating func prepare(_ plan: Plan) throws(PluginError) {
        points = plan.points.map { Point(handle: $0.handle, group: $0.group, zone: $0.address.int("zone")) }
    }

    mutating func start() throws(PluginError) {
        guard access(folder, R_OK | X_OK) == 0 else {
            throw .unreachable("there is no folder \(folder)")
        }
        host.linkUp("\(folder) is there")
    }

    mutating func stop() {}

    mutating func read(group: Int, into batch: SampleBuffer) throws(PluginError) {
        for point in points where point.group == group {
            if let degrees = temperature(ofZone: point.zone) {
                batch.append(Sample(point: point.handle, float: degrees))
            } else {
                batch.append(Sample(point: point.handle, quality: .deviceFailure))
            }
        }
    }

    /// In degrees Celsius; `nil` when the thermometer does not answer with a number.
    private func temperature(ofZone zone: Int) -> Double? {
        let fd = open("\(folder)/thermal_zone\(zone)/temp", O_RDONLY | O_CLOEXEC)
        guard fd >= 0 else { return nil }
        defer { close(fd) }
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = Glibc.read(fd, &bytes, bytes.count)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        // Linux tells thousandths of a degree, and a line end.
        return Int(text.prefix { $0 == "-" || $0.isNumber }).map { Double($0) / 1000 }
    }
}
