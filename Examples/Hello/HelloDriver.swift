import CGatewayABI
import GatewaySDK

/// Counts, and tells: the smallest driver there is.
struct HelloDriver: PollingDriver {
    static let description = PluginDescription(
        id: "hello", version: "1.0.0", kind: .driver, name: "Hello", summary: "Counts the polls of each point.",
        settings: [FieldSchema("start_at", .int(0...1_000_000), default: "0", help: "The first number.")],
        address: [FieldSchema("step", .int(1...1000), default: "1", help: "What each poll adds.")])

    private var count: Int
    private var points: [(handle: UInt32, group: Int, step: Int)] = []

    init(settings: Settings, host: Host) throws(PluginError) {
        count = settings.int("start_at")
    }

    mutating func prepare(_ plan: Plan) throws(PluginError) {
        points = plan.points.map { ($0.handle, $0.group, $0.address.int("step")) }
    }

    mutating func start() throws(PluginError) {}
    mutating func stop() {}

    mutating func read(group: Int, into batch: SampleBuffer) throws(PluginError) {
        count += 1
        for point in points where point.group == group {
            batch.append(Sample(point: point.handle, int: Int64(count * point.step)))
        }
    }
}

private let table = PluginTable(HelloDriver.self)

@c(gw_plugin_entry)
public func pluginEntry(_ index: UInt32) -> UnsafePointer<gw_plugin>? {
    index == 0 ? table.pointer : nil
}
