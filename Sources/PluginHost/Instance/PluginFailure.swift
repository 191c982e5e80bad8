import CGatewayABI
import GatewayCore

/// What a plugin says when a call did not work: a class for the host to act on, and words for people.
public struct PluginFailure: Error, Hashable, Sendable {
    public var status: PluginStatus
    public var message: String
    /// Index of the setting at fault in the plugin's schema, when one is.
    public var column: Int?
    /// The plugin's process ended, or had to be ended. `start` makes a new one.
    public var isCrash: Bool

    public init(status: PluginStatus, message: String, column: Int? = nil, isCrash: Bool = false) {
        self.status = status
        self.message = message
        self.column = column
        self.isCrash = isCrash
    }
}
