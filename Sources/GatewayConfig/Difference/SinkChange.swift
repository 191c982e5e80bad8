/// What changed about one sink.
public struct SinkChange: Sendable, Equatable {
    public var id: String
    /// Plugin, settings or being enabled: the instance starts anew. Its lane and spool stay.
    public var needsRestart: Bool
    public var hasNewRoutes: Bool
    public var hasNewLane: Bool
    public var hasNewCommandRole: Bool

    /// `nil` when nothing changed.
    init?(from old: SinkConfig, to new: SinkConfig) {
        id = new.id
        needsRestart = old.plugin != new.plugin || old.settings != new.settings || old.isEnabled != new.isEnabled
        hasNewRoutes = old.routes != new.routes
        hasNewLane = old.lane != new.lane
        hasNewCommandRole = old.commandRole != new.commandRole
        guard needsRestart || hasNewRoutes || hasNewLane || hasNewCommandRole else { return nil }
    }
}
