import GatewayCore

/// A failure, by the class the host acts on. The message is for people and names the fact, not the class.
public struct PluginError: Error, Hashable, Sendable {
    public var status: PluginStatus
    public var message: String
    /// The setting at fault, when one is.
    public var setting: String?
    /// The index of ``setting`` in the schema, once known.
    var column: UInt32?

    public init(_ status: PluginStatus, _ message: String, setting: String? = nil) {
        self.status = status
        self.message = message
        self.setting = setting
    }

    /// Not tried again until the settings change.
    public static func configuration(_ message: String, setting: String? = nil) -> Self {
        Self(.configuration, message, setting: setting)
    }

    /// Nobody there: tried again, with back-off.
    public static func unreachable(_ message: String) -> Self { Self(.unreachable, message) }
    /// The device answered with an error of its own.
    public static func device(_ message: String) -> Self { Self(.device, message) }
    public static func timeout(_ message: String) -> Self { Self(.timeout, message) }
    public static func cancelled(_ message: String) -> Self { Self(.cancelled, message) }
    public static func unsupported(_ message: String) -> Self { Self(.unsupported, message) }
}
