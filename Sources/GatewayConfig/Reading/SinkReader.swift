import GatewayCore

/// Reads one file of `sinks/`.
struct SinkReader {
    let context: ReadingContext

    /// A sink with the places of its routes, for checks that need all points.
    struct Placed {
        var sink: SinkConfig
        var routes: [RouteReader.Placed]
    }

    func read(_ id: String, _ file: SourceFile) -> Placed? {
        guard let root = YAMLFile.root(file, context.findings),
            var section = Section(root, what: "the file", file: file, findings: context.findings)
        else { return nil }
        let pluginEntry = section.required("plugin", mend: "name a sink: plugin: mqtt")
        let plugin = pluginEntry.flatMap { context.plugin($0, .sink) }
        let routes = RouteReader(findings: context.findings).read(section.entry("routes"))
        let sink = SinkConfig(
            id: id, plugin: plugin?.id ?? "", isEnabled: section.entry("enabled")?.bool() ?? true,
            settings: settings(section.entry("settings"), plugin, section.location),
            routes: routes?.map(\.route) ?? [.everything], lane: lane(section.entry("lane")),
            commandRole: section.entry("commands")?.choice(CommandRole.self) ?? .none,
            retry: RetryReader.read(section.entry("retry")), location: section.location)
        section.finish()
        return Placed(sink: sink, routes: routes ?? [])
    }

    private func settings(_ entry: Entry?, _ plugin: PluginDescription?, _ owner: Location) -> [Cell] {
        guard let plugin else { return [] }
        return SettingsReader(schema: plugin.settings, context: context).read(entry, owner: owner)
    }

    private func lane(_ entry: Entry?) -> LaneSettings {
        var lane = LaneSettings()
        guard var section = entry?.section() else { return lane }
        lane.policy = section.entry("policy")?.choice(LaneSettings.Policy.self) ?? lane.policy
        lane.memoryLimit = section.entry("memory")?.integer(100...100_000_000) ?? lane.memoryLimit
        lane.batchLimit = section.entry("batch")?.integer(1...1_000_000) ?? lane.batchLimit
        lane.linger = section.entry("linger")?.duration(.zero...(.seconds(60))) ?? lane.linger
        section.finish()
        return lane
    }
}
