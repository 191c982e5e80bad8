import GatewayConfig
import GatewayCore
import GatewayLoop
import PluginHost

extension Gateway {
    /// Reads the site again and changes what differs. New parts are made before old ones end; if any cannot be made,
    /// nothing changes.
    public func reload(from folder: String) async -> ReloadOutcome {
        let reading = SiteReader(plugins: shelf.descriptions, refused: shelf.refusedIDs).read(folder)
        guard let next = reading.site else { return ReloadOutcome(isApplied: false, findings: reading.findings) }
        var outcome = ReloadOutcome(isApplied: false, findings: reading.findings)
        await change {
            outcome = await self.apply(next)
            outcome.findings = reading.findings + outcome.findings
        }
        return outcome
    }

    /// Makes what was refused when the site was last read, now that plugins of these ids can be had; `nil` when nothing waits
    /// for them.
    public func retryRefused(needing plugins: Set<String>) async -> ReloadOutcome? {
        let waiting = refusedChannels.map(\.config.plugin) + refusedSinks.map(\.config.plugin)
        guard !plugins.isDisjoint(with: waiting) else { return nil }
        var outcome = ReloadOutcome(isApplied: false, findings: [])
        await change { outcome = await self.apply(self.site) }
        return outcome
    }

    private func apply(_ next: Site) async -> ReloadOutcome {
        let difference = SiteDifference(from: site, to: next)
        // What was refused before is tried again, though its file is the same: a secret or a plugin may have come.
        let remade = Set(
            difference.addedChannels + difference.changedChannels.map(\.id) + refusedChannels.map(\.config.id))
        let made = await makeChannels(next.channels.filter { $0.isEnabled && remade.contains($0.id) }, of: next)
        guard made.failures.isEmpty else {
            await end(made.channels)
            return ReloadOutcome(isApplied: false, findings: made.failures.flatMap { findings($0, in: next) })
        }
        let kept = channels.filter { channel in
            next.channels.contains { $0.id == channel.config.id } && !remade.contains(channel.config.id)
        }
        let nextChannels = next.channels.compactMap { config in
            (kept + made.channels).first { $0.config.id == config.id }
        }
        let sinkChange = await prepareSinks(next, difference, nextChannels)
        guard sinkChange.failures.isEmpty else {
            await end(made.channels)
            await end(sinkChange.made)
            for lane in sinkChange.newLanes { await forget(lane) }
            return ReloadOutcome(isApplied: false, findings: sinkChange.failures.flatMap { findings($0, in: next) })
        }
        await end(channels.filter { old in !nextChannels.contains { $0 === old } })
        await end(sinks.filter { old in !sinkChange.all.contains { $0 === old } })
        adopt(site: next, channels: nextChannels, sinks: sinkChange.all)
        writer?.update(next.spool)
        recorder?.update(next.history)
        connect()
        // Now that nothing comes in any more: what came is kept, to the last sample.
        for lane in sinkChange.removedLanes { await forget(lane) }
        begin(sinkChange.made)
        begin(made.channels)
        return ReloadOutcome(isApplied: true, changes: Self.words(difference), findings: [])
    }

    // MARK: Sinks

    private struct SinkChange {
        var all: [SinkRunner] = []
        var made: [SinkRunner] = []
        var failures: [Failure] = []
        var removedLanes: [Lane] = []
        var newLanes: [Lane] = []
    }

    /// A sink is made anew when it or the points it may get have changed; its lane goes on.
    private func prepareSinks(_ next: Site, _ difference: SiteDifference, _ channels: [Channel]) async -> SinkChange {
        var change = SinkChange()
        let changed = Set(difference.changedSinks.map(\.id))
        let enabled = next.sinks.filter(\.isEnabled)
        for config in enabled {
            let old = sinks.first { $0.config.id == config.id }
            if let old, !changed.contains(config.id), hasSamePoints(old.config, channels) {
                change.all.append(old)
                continue
            }
            let known = old?.lane ?? refusedSinks.first { $0.config.id == config.id }?.lane
            let lane = known ?? makeLane(config)
            if known == nil { change.newLanes.append(lane) }
            lane.update(config.lane)
            register(lane)
            do throws(PlanFailure) {
                let runner = try await makeSink(config, of: next, channels: channels, lane: lane)
                change.made.append(runner)
                change.all.append(runner)
            } catch {
                change.failures.append(Failure(id: config.id, kind: .sink, problem: error))
            }
        }
        change.removedLanes = (sinks.map(\.lane) + refusedSinks.map(\.lane)).filter { lane in
            !enabled.contains { $0.id == lane.stream }
        }
        return change
    }

    private func hasSamePoints(_ sink: SinkConfig, _ next: [Channel]) -> Bool {
        let before = SinkPlan(sink, channels: channels, leftovers: []).plan.points
        let after = SinkPlan(sink, channels: next, leftovers: []).plan.points
        return before.elementsEqual(after) {
            $0.handle == $1.handle && $0.name == $1.name && $0.unit == $1.unit && $0.dataType == $1.dataType
        }
    }

    // MARK: Words

    private func findings(_ failure: Failure, in site: Site) -> [Finding] {
        PlanFindings(descriptions: shelf.descriptions).findings(failure.id, failure.kind, failure.problem, in: site)
    }

    private static func words(_ difference: SiteDifference) -> [String] {
        difference.addedChannels.map { "channel \($0) added" }
            + difference.changedChannels.map { "channel \($0.id) changed" }
            + difference.removedChannels.map { "channel \($0) removed" }
            + difference.addedSinks.map { "sink \($0) added" }
            + difference.changedSinks.map { "sink \($0.id) changed" }
            + difference.removedSinks.map { "sink \($0) removed" }
            + difference.changedInPlace.map { "\($0) changed" }
            + difference.needsRestart.map { "\($0) changed: takes effect at the next start of gatewayd" }
    }
}
