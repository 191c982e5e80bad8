/// What changed about one sink.
public struct SinkChange: Sendable, Equatable {
    public var id: String
    /// Plugin and how it runs, settings or being enabled: the instance starts anew. Its lane and spool stay.
    public var needsRestart: Bool
    /// site.yaml says something else about its plugin: another isolation, version or file, other limits.
    public var hasNewPluginChoice: Bool
    public var hasNewRoutes: Bool
    public var hasNewLane: Bool
    public var hasNewCommandRole: Bool

    /// `nil` when nothing changed.
    /// - Parameter plugins: ids of the plugins of which site.yaml says something else.
    init?(from old: SinkConfig, to new: SinkConfig, plugins: Set<String>) {
        id = new.id
        hasNewPluginChoice = plugins.contains(new.plugin)
        needsRestart =
            hasNewPluginChoice || old.plugin != new.plugin || old.settings != new.settings
            || old.isEnabled != new.isEnabled || old.retry != new.retry
        hasNewRoutes = old.routes != new.routes
        hasNewLane = old.lane != new.lane
        hasNewCommandRole = old.commandRole != new.commandRole
        guard needsRestart || hasNewRoutes || hasNewLane || hasNewCommandRole else { return nil }
    }
}
