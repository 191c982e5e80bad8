import GatewayCore

/// What became of one read, write or delivery.
public struct PluginAnswer: Hashable, Sendable {
    /// Never ``PluginStatus/pending``.
    public var status: PluginStatus
    public var message: String
    /// With ``PluginStatus/retry``: not before this long; zero when the host chooses.
    public var retryAfter: Duration

    public init(status: PluginStatus, message: String = "", retryAfter: Duration = .zero) {
        self.status = status
        self.message = message
        self.retryAfter = retryAfter
    }
}
