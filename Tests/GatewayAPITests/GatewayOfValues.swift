import GatewayAPI
import GatewayWire
import Synchronization

/// A gateway made of values: one channel, two points, one sink, and a stream that is fed by the test.
final class GatewayOfValues: GatewayControl {
    struct State {
        var points: [PointInfo] = GatewayOfValues.points
        var written: [WriteRequest] = []
        var queries: [PointQuery] = []
        var histories: [HistoryQuery] = []
        var rescans = 0
        var restarted: [String] = []
    }

    let state = Mutex(State())
    let updates: AsyncStream<[PointUpdate]>
    let feed: AsyncStream<[PointUpdate]>.Continuation
    /// Yields once when a live stream has ended on the gateway's side.
    let ended: AsyncStream<Void>
    private let end: AsyncStream<Void>.Continuation

    static let noon = WireTime(nanoseconds: 1_772_366_400_250_000_000)

    static let points = [
        PointInfo(
            name: "pv.inverter.power", channel: "pv", device: "inverter", unit: "kW", kind: "telemetry",
            type: "float32",
            access: "read", value: .float(42.5), quality: "good", sourceTime: noon, receiveTime: noon),
        PointInfo(
            name: "pv.inverter.serial", channel: "pv", device: "inverter", kind: "telemetry", type: "uint64",
            access: "read",
            value: .uint(.max), quality: "bad(not-connected)"),
        PointInfo(
            name: "pv.inverter.top/limit %ü", channel: "pv", device: "inverter", kind: "setpoint", type: "int16",
            access: "read-write", value: .none, quality: "bad(waiting)"),
    ]

    init() {
        (updates, feed) = AsyncStream.makeStream()
        (ended, end) = AsyncStream.makeStream()
        feed.onTermination = { [end] _ in end.yield() }
    }

    func status() async -> GatewayStatus {
        GatewayStatus(
            site: "demo \"a\"", version: "0.1.0", now: Self.noon,
            startedAt: WireTime(nanoseconds: Self.noon.nanoseconds - 90_000_000_000),
            counts: SiteCounts(
                plugins: 2, channels: 1, devices: 1, points: 3, sinks: 1, samples: .max, samplesPerSecond: 12.5),
            channels: ["connected": 1, "waiting": 0],
            lanes: [LaneInfo(sink: "mqtt", queued: 5, spooled: 6, delivered: 7, dropped: 8)],
            memory: MemoryInfo(residentBytes: 1_048_576, peakBytes: 2_097_152),
            faults: [FaultInfo(time: Self.noon, source: "channel pv", message: "answered twice")], faultCount: 1)
    }

    func plugins(rescan: Bool) async -> [PluginInfo] {
        state.withLock { $0.rescans += rescan ? 1 : 0 }
        return [
            PluginInfo(
                id: "modbus", version: "1.0.0", kind: "driver", name: "Modbus", file: "libModbusPlugin.so",
                sha256: "00ff",
                isolation: "inside", state: "loaded",
                schema: PluginSchema(settings: [FieldInfo(key: "host", kind: "text", required: true, help: "Where.")])),
            PluginInfo(file: "broken.so", state: "refused", reasons: ["not an ELF file"]),
        ]
    }

    func channels() async -> [ChannelInfo] {
        [
            ChannelInfo(
                id: "pv", plugin: "modbus", state: "connected", since: Self.noon,
                devices: [DeviceInfo(id: "inverter", state: "connected", points: 3)], points: 3, askedRate: 3,
                achievedRate: 2.9)
        ]
    }

    func sinks() async -> [SinkInfo] {
        [
            SinkInfo(
                id: "mqtt", plugin: "mqtt", state: "waiting", since: Self.noon, message: "refused",
                lane: LaneInfo(sink: "mqtt"))
        ]
    }

    func points(matching query: PointQuery) async -> [PointInfo] {
        state.withLock { state in
            state.queries.append(query)
            return Array(state.points.filter { query.after == nil || $0.name > query.after ?? "" }.prefix(query.limit))
        }
    }

    func watch(_ query: PointQuery) async -> AsyncStream<[PointUpdate]> {
        state.withLock { $0.queries.append(query) }
        return updates
    }

    func read(_ names: [String]) async throws -> [PointInfo] {
        try names.map { name in
            guard let point = state.withLock({ $0.points.first { $0.name == name } }) else {
                throw ControlError(.notFound, "no point is called \"\(name)\"", mend: "list the points for their names")
            }
            return point
        }
    }

    func write(_ request: WriteRequest) async throws -> WriteResult {
        state.withLock { $0.written.append(request) }
        switch request.point {
        case "slow": throw ControlError(.timeout, "nobody answered", mend: "look at the channel")
        case "broken": throw Surprise()
        case "locked": return WriteResult(point: request.point, status: "rejected", message: "interlock door open")
        default: return WriteResult(point: request.point, status: "ok", tookMs: 1.5)
        }
    }

    func history(_ query: HistoryQuery) async throws -> HistoryResult {
        state.withLock { $0.histories.append(query) }
        if query.bucketMs == nil {
            return HistoryResult(
                name: query.name, rows: [HistoryRow(time: query.from, value: .float(.nan), quality: "good")])
        }
        let bucket = HistoryBucket(start: query.from, minimum: 1, maximum: 3, mean: 2, last: .float(2.5), count: 4)
        return HistoryResult(name: query.name, unit: "kW", buckets: [bucket], truncated: true)
    }

    func trace(channel: String) async throws -> AsyncStream<TraceLine> {
        guard channel == "pv" else {
            throw ControlError(
                .notFound, "no channel is called \"\(channel)\"", mend: "list the channels for their names")
        }
        return AsyncStream { lines in
            lines.yield(TraceLine(time: Self.noon, direction: "sent", hex: "0001", words: "read holding register 0"))
            lines.yield(TraceLine(time: Self.noon, direction: "received", hex: "0002"))
            lines.finish()
        }
    }

    func reload() async -> ReloadResult {
        ReloadResult(
            applied: false,
            findings: [FindingInfo(file: "site.yaml", line: 3, column: 7, message: "no name", mend: "give one")])
    }

    func restart(channel: String) async throws {
        guard channel == "pv" else { throw ControlError(.notFound, "no channel", mend: "name another") }
        state.withLock { $0.restarted.append("channel \(channel)") }
    }

    func restart(sink: String) async throws {
        guard sink == "mqtt" else { throw ControlError(.notFound, "no sink", mend: "name another") }
        state.withLock { $0.restarted.append("sink \(sink)") }
    }

    func upgrade(plugin: String) async throws -> UpgradeResult {
        guard plugin == "modbus" else { throw ControlError(.notFound, "no plugin", mend: "name another") }
        return UpgradeResult(
            plugin: plugin, version: "1.2.0", sha256: "aa", moved: ["pv"],
            kept: [UpgradeResult.Kept(id: "old", reason: "runs inside")])
    }

    struct Surprise: Error {}
}
