import GatewayStore

/// What a gateway keeps on disk. Absent parts are switched off.
public struct Storage: Sendable {
    public var registry: PointRegistry
    public var spool: (any Spool)?
    public var history: HistoryStore?

    public init(registry: PointRegistry, spool: (any Spool)?, history: HistoryStore?) {
        self.registry = registry
        self.spool = spool
        self.history = history
    }
}
