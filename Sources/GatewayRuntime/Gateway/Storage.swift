import GatewayStore

/// What a gateway keeps on disk. Absent parts are switched off.
public struct Storage: Sendable {
    public var registry: PointRegistry
    public var spool: (any Spool)?
    /// Why the spool is not what the site asks for; `nil` when it is.
    public var spoolProblem: String?
    public var history: HistoryStore?

    public init(
        registry: PointRegistry, spool: (any Spool)?, spoolProblem: String? = nil, history: HistoryStore?
    ) {
        self.registry = registry
        self.spool = spool
        self.spoolProblem = spoolProblem
        self.history = history
    }
}
