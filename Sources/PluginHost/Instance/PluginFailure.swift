import CGatewayABI
import GatewayCore

/// What a plugin says when a call did not work: a class for the host to act on, and words for people.
public struct PluginFailure: Error, Hashable, Sendable {
    public var status: PluginStatus
    public var message: String
    /// Index of the setting at fault in the plugin's schema, when one is.
    public var column: Int?

    public init(status: PluginStatus, message: String, column: Int? = nil) {
        self.status = status
        self.message = message
        self.column = column
    }
}
