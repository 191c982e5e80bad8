import GatewayAPI
import GatewayConfig
import GatewayCore
import GatewayRuntime
import GatewayWire
import PluginHost

extension LaneInfo {
    init(_ config: SinkConfig, _ figures: SinkFigures) {
        self.init(
            sink: config.id, received: figures.received, queued: UInt64(figures.inMemory),
            spooled: UInt64(figures.onDisk), safe: UInt64(figures.safe), delivered: figures.delivered,
            dropped: figures.dropped,
            rejected: figures.rejected,
            durable: figures.durable, resent: figures.resent, oldest: figures.oldest.map { WireTime($0) })
    }
}

extension SinkInfo {
    init(_ config: SinkConfig, _ figures: SinkFigures) {
        let routes = config.routes.map { $0.include.isEmpty ? "*" : $0.include.map(\.pattern).joined(separator: ",") }
        self.init(
            id: config.id, plugin: config.plugin, state: figures.state.rawValue, since: WireTime(figures.since),
            message: figures.message.isEmpty ? nil : figures.message, lane: LaneInfo(config, figures), routes: routes,
            host: figures.host.map(HostInfo.init))
    }
}

extension ChannelInfo {
    init(_ config: ChannelConfig, _ figures: ChannelFigures) {
        var points = [Int](repeating: 0, count: config.devices.count)
        for point in config.points where points.indices.contains(point.device) { points[point.device] += 1 }
        let devices = zip(figures.devices, points).map { device, points in
            DeviceInfo(
                id: device.id, state: device.isUp ? "connected" : "waiting", since: WireTime(known: device.since),
                message: device.message.isEmpty ? nil : device.message, points: points)
        }
        self.init(
            id: config.id, plugin: config.plugin, state: figures.state.rawValue, since: WireTime(figures.since),
            message: figures.message.isEmpty ? nil : figures.message, devices: devices, points: config.points.count,
            askedRate: figures.askedRate, achievedRate: figures.achievedRate, overruns: figures.overruns,
            reads: figures.reads, errors: figures.readErrors, faults: figures.faults,
            host: figures.host.map(HostInfo.init))
    }
}

extension HostInfo {
    init(_ figures: HostFigures) {
        self.init(
            isolation: figures.isolation.rawValue, pid: figures.pid.map(Int.init),
            confinement: figures.confinement.isEmpty ? nil : figures.confinement, version: figures.version,
            sha256: figures.sha256, restarts: figures.restarts)
    }
}

extension PointInfo {
    init(_ entry: PointEntry) {
        let point = entry.config
        self.init(
            name: entry.name, displayName: point.name.isEmpty ? nil : point.name,
            description: point.description.isEmpty ? nil : point.description, channel: entry.channel,
            device: entry.device, unit: point.unit.isEmpty ? nil : point.unit, kind: point.kind.rawValue,
            type: point.dataType.word, access: point.access.word, value: WireValue(entry.reading.value),
            quality: entry.reading.quality.description, sourceTime: WireTime(known: entry.reading.sourceTime),
            receiveTime: WireTime(known: entry.reading.receiveTime))
    }
}

extension PointUpdate {
    init(_ entry: PointEntry) {
        self.init(
            name: entry.name, value: WireValue(entry.reading.value), quality: entry.reading.quality.description,
            sourceTime: WireTime(known: entry.reading.sourceTime),
            receiveTime: WireTime(known: entry.reading.receiveTime))
    }
}

extension TraceLine {
    init(_ frame: TracedFrame) {
        self.init(
            time: WireTime(frame.time), direction: frame.isSent ? "sent" : "received", hex: WireHex.text(frame.bytes),
            words: frame.words.isEmpty ? nil : frame.words)
    }
}

extension FindingInfo {
    init(_ finding: Finding) {
        self.init(
            severity: finding.severity.rawValue, file: finding.file, line: finding.line, column: finding.column,
            message: finding.message, mend: finding.mend)
    }
}

extension Access {
    var word: String {
        switch self {
        case [.read, .write]: "read-write"
        case .write: "write"
        default: "read"
        }
    }
}
