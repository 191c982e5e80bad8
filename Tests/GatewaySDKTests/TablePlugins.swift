@testable import GatewaySDK

/// A polling driver that counts, with one setting and one address column.
struct CountingDriver: PollingDriver, WritingDriver, Tracing {
    static let description = PluginDescription(
        id: "counting", version: "1.0.0", kind: .driver, name: "Counting", summary: "Counts.",
        settings: [
            FieldSchema("start_at", .int(0...9), default: "0", help: "The first number."),
            FieldSchema("mode", .choice(["up", "down"]), default: "up", help: "Which way."),
        ],
        address: [FieldSchema("step", .int, required: true, help: "What each read adds.")])

    private let host: Host
    private var count: Int
    private var steps: [(handle: UInt32, step: Int)] = []

    init(settings: Settings, host: Host) throws(PluginError) {
        self.host = host
        count = settings.int("start_at")
        if settings.text("mode") == "down" { throw .configuration("cannot count down", setting: "mode") }
    }

    mutating func prepare(_ plan: Plan) throws(PluginError) {
        steps = plan.points.map { ($0.handle, $0.address.int("step")) }
        for point in plan.points where point.address.int("step") == 0 {
            plan.problem(point.handle, "\(point.name) never changes; give a step", column: "step")
        }
        if steps.contains(where: { $0.step == 0 }) { throw .configuration("some steps are 0") }
    }

    mutating func start() throws(PluginError) { host.linkUp(device: 0, "there") }
    mutating func stop() { host.linkDown("gone") }

    mutating func read(group: Int, into batch: SampleBuffer) throws(PluginError) {
        guard group == 0 else { throw .device("no group \(group)") }
        count += 1
        for (handle, step) in steps { batch.append(Sample(point: handle, int: Int64(count * step))) }
        batch.append(point: 99, text: "read \(count)")
    }

    mutating func write(_ command: WriteCommand) -> Answer {
        guard case .int(let value) = command.value else { return .failed(.device("not a number: \(command.value)")) }
        count = Int(value)
        return .ok
    }

    mutating func trace(on: Bool) { host.log(.info, "trace \(on)") }
}

/// A plugin on the host's loop that uses it from its first line on.
final class EagerLoopPlugin: LoopPlugin {
    static let description = PluginDescription(
        id: "eager", version: "1.0.0", kind: .driver, name: "Eager", summary: "Sets a timer.", speaksByItself: true)

    init(settings: Settings, host: Host) throws(PluginError) { host.loop.setTimer(1, after: .seconds(1)) }

    func prepare(_ plan: Plan) throws(PluginError) {}
    func start() throws(PluginError) {}
    func stop() {}
    func ready(_ id: UInt64, _ events: LoopEvents) {}
    func timer(_ id: UInt64) {}
}
