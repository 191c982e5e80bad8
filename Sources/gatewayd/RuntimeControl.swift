import GatewayAPI
import GatewayConfig
import GatewayCore
import GatewayRuntime
import GatewayStore
import GatewayWire
import PluginHost
import Synchronization

/// The running gateway, as the API sees it.
struct RuntimeControl: GatewayControl {
    let gateway: Gateway
    let siteFolder: String
    private let meter: StatusMeter

    init(gateway: Gateway, siteFolder: String) {
        self.gateway = gateway
        self.siteFolder = siteFolder
        meter = StatusMeter(startedAt: gateway.started)
    }

    func status() async -> GatewayStatus {
        let channels = await gateway.channelFigures()
        let sinks = await gateway.sinkFigures()
        let samples = await gateway.sampleCount
        let now = GatewayClock.system.now
        let counts = SiteCounts(
            plugins: gateway.shelf.descriptions.count, channels: channels.count,
            devices: channels.reduce(0) { $0 + $1.config.devices.count },
            points: channels.reduce(0) { $0 + $1.config.points.count }, sinks: sinks.count, samples: samples,
            samplesPerSecond: meter.rate(samples, at: now), commands: gateway.commandCount)
        return GatewayStatus(
            site: await gateway.site.name, version: GatewayVersion.current, now: WireTime(now),
            startedAt: WireTime(gateway.started), counts: counts,
            channels: Dictionary(grouping: channels, by: { $0.figures.state.rawValue }).mapValues(\.count),
            lanes: sinks.map { LaneInfo($0.config, $0.figures) }, spoolProblem: await gateway.spoolProblem,
            memory: ProcessMemory.read(),
            faults: gateway.faults.entries.map {
                FaultInfo(time: WireTime($0.time), source: $0.source, message: $0.message)
            }, faultCount: gateway.faults.count)
    }

    func plugins(rescan: Bool) async -> [PluginInfo] {
        if rescan { gateway.shelf.rescan() }
        return PluginListing(gateway.shelf, site: await gateway.site).infos
    }

    func channels() async -> [ChannelInfo] {
        await gateway.channelFigures().map { ChannelInfo($0.config, $0.figures) }
    }

    func sinks() async -> [SinkInfo] {
        await gateway.sinkFigures().map { SinkInfo($0.config, $0.figures) }
    }

    func points(matching query: PointQuery) async -> [PointInfo] {
        await gateway.points(matching: query.match.map(Glob.init), after: query.after, limit: query.limit)
            .map(PointInfo.init)
    }

    func watch(_ query: PointQuery) async -> AsyncStream<[PointUpdate]> {
        let patterns = query.match.map(Glob.init)
        let gateway = gateway
        return AsyncStream(bufferingPolicy: .bufferingOldest(64)) { continuation in
            let task = Task {
                var seen = WatchState()
                while !Task.isCancelled, await gateway.isRunning {
                    let changed = await gateway.changes(since: &seen, matching: patterns)
                    if !changed.isEmpty { continuation.yield(changed.map(PointUpdate.init)) }
                    try? await Task.sleep(for: .milliseconds(100))
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    func read(_ names: [String]) async throws -> [PointInfo] {
        var found: [PointInfo] = []
        for name in names {
            guard let point = await gateway.point(name) else { throw ControlError.noPoint(name) }
            found.append(PointInfo(point))
        }
        return found
    }

    func write(_ request: WriteRequest) async throws -> WriteResult {
        guard await gateway.point(request.point) != nil else { throw ControlError.noPoint(request.point) }
        let began = GatewayClock.system.monotonic
        let lifetime = request.timeoutMs.map { Duration.milliseconds($0) } ?? .seconds(5)
        let answer = await gateway.write(request.point, request.value.core, lifetime: lifetime, origin: "api")
        let took = Double(GatewayClock.system.monotonic - began) / 1e6
        return WriteResult(
            point: request.point, status: answer.status.word, message: answer.message.isEmpty ? nil : answer.message,
            tookMs: took)
    }

    func trace(channel: String) async throws -> AsyncStream<TraceLine> {
        guard let frames = await gateway.trace(channel) else {
            throw ControlError(.notFound, "there is no channel '\(channel)'", mend: "see `gatewayctl channels`")
        }
        return AsyncStream(bufferingPolicy: .bufferingNewest(1000)) { continuation in
            let task = Task {
                for await frame in frames { continuation.yield(TraceLine(frame)) }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    func restart(channel: String) async throws {
        guard await gateway.restart(channel: channel) else {
            throw ControlError(
                .notFound, "there is no channel '\(channel)' that runs", mend: "see `gatewayctl channels`")
        }
    }

    func restart(sink: String) async throws {
        guard await gateway.restart(sink: sink) else {
            throw ControlError(.notFound, "there is no sink '\(sink)' that runs", mend: "see `gatewayctl sinks`")
        }
    }

    func upgrade(plugin: String) async throws -> UpgradeResult {
        gateway.shelf.rescan()
        do {
            let upgrade = try await gateway.upgrade(plugin: plugin)
            return UpgradeResult(
                plugin: plugin, version: upgrade.version, sha256: upgrade.sha256, moved: upgrade.moved,
                current: upgrade.current, kept: upgrade.kept.map { .init(id: $0.id, reason: $0.reason) })
        } catch {
            throw ControlError(.notFound, error.message, mend: "see `gatewayctl list-drivers` and `list-sinks`")
        }
    }

    func reload() async -> ReloadResult {
        gateway.shelf.rescan()
        let outcome = await gateway.reload(from: siteFolder)
        ProcessMemory.giveBack()
        return ReloadResult(
            applied: outcome.isApplied, changes: outcome.changes, findings: outcome.findings.map(FindingInfo.init))
    }
}

extension ControlError {
    static func noPoint(_ name: String) -> ControlError {
        ControlError(.notFound, "there is no point '\(name)'", mend: "`gatewayctl points` lists their full names")
    }
}
