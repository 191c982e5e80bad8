import GatewayConfig
import GatewayCore
import GatewayLoop
import PluginHost

extension Gateway {
    /// Starts a channel's driver anew, whatever keeps it from running. `false`: there is no such channel.
    public func restart(channel id: String) -> Bool {
        guard let channel = channels.first(where: { $0.config.id == id }) else { return false }
        return channel.loop.run { channel.restart() }
    }

    /// Starts a sink's plugin anew, whatever keeps it from running. `false`: there is no such sink.
    public func restart(sink id: String) -> Bool {
        guard let sink = sinks.first(where: { $0.config.id == id }) else { return false }
        return sink.loop.run { sink.restart() }
    }

    /// What became of a plugin's channels and sinks when it was to be moved to another file.
    public struct Upgrade: Sendable {
        public var version = ""
        public var sha256 = ""
        public var moved: [String] = []
        public var current: [String] = []
        public var kept: [(id: String, reason: String)] = []
    }

    /// Moves channels and sinks of a plugin to the file that lies in the plugin directory now, one after the other. Throws
    /// when there is no such plugin, or its file is refused.
    public func upgrade(plugin id: String) async throws(PluginFailure) -> Upgrade {
        var result: Result<Upgrade, PluginFailure> = .success(Upgrade())
        await change { result = await self.upgraded(id) }
        return try result.get()
    }

    private func upgraded(_ id: String) async -> Result<Upgrade, PluginFailure> {
        let plugin: any UsablePlugin
        do throws(PluginFailure) {
            plugin = try shelf.use(id, for: site)
        } catch {
            return .failure(error)
        }
        guard let file = shelf.all.first(where: { $0.plugins.contains { $0.id == id } }),
            let description = file.plugins.first(where: { $0.id == id })
        else {
            return .failure(PluginFailure(status: .configuration, message: "there is no plugin '\(id)'"))
        }
        var upgrade = Upgrade(version: description.version, sha256: file.sha256)
        for channel in channels where channel.config.plugin == id {
            await move(channel, to: plugin, file, &upgrade)
        }
        for sink in sinks where sink.config.plugin == id { await move(sink, to: plugin, file, &upgrade) }
        return .success(upgrade)
    }

    private func move(
        _ channel: Channel, to plugin: any UsablePlugin, _ file: PluginFile, _ upgrade: inout Upgrade
    ) async {
        guard mustMove(channel.config.id, channel.figures.host, plugin, file, &upgrade) else { return }
        let name = site.name
        let failure = await channel.loop.result { then in channel.upgrade(to: plugin, site: name, then: then) }
        note(channel.config.id, failure, &upgrade)
    }

    private func move(
        _ sink: SinkRunner, to plugin: any UsablePlugin, _ file: PluginFile, _ upgrade: inout Upgrade
    ) async {
        guard mustMove(sink.config.id, sink.figures.host, plugin, file, &upgrade) else { return }
        let name = site.name
        let plan = SinkPlan(sink.config, channels: channels, leftovers: storage.registry.names).plan
        let failure = await sink.loop.result { then in
            sink.upgrade(to: plugin, site: name, plan: plan, then: then)
        }
        note(sink.config.id, failure, &upgrade)
    }

    /// Whether an instance runs another file and can be moved.
    private func mustMove(
        _ id: String, _ old: HostFigures?, _ new: any UsablePlugin, _ file: PluginFile, _ upgrade: inout Upgrade
    ) -> Bool {
        if old?.sha256 == file.sha256 {
            upgrade.current.append(id)
            return false
        }
        guard old?.isolation != .inside, new.isolation != .inside else {
            let reason = "runs inside of the gateway and keeps the old file until its next start: restart gatewayd"
            upgrade.kept.append((id, reason))
            return false
        }
        return true
    }

    private func note(_ id: String, _ failure: PlanFailure?, _ upgrade: inout Upgrade) {
        if let failure {
            upgrade.kept.append((id, "the new file does not take it: \(failure.failure.message)"))
        } else {
            upgrade.moved.append(id)
        }
    }
}
