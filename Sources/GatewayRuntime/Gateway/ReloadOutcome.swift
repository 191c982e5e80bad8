import GatewayConfig

/// What became of reading a site again.
public struct ReloadOutcome: Sendable {
    /// The running gateway is now the site on disk. Otherwise nothing has changed.
    public var isApplied: Bool
    /// For people, one line each.
    public var changes: [String] = []
    public var findings: [Finding] = []
}
