import GatewayCore

/// The one answer to a command.
public struct CommandAnswer: Hashable, Sendable {
    public var status: PluginStatus
    public var message: String

    public init(_ status: PluginStatus, _ message: String = "") {
        self.status = status
        self.message = message
    }
}
