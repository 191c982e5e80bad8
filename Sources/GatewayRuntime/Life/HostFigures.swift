import PluginHost

/// Where the plugin of a channel or sink runs.
public struct HostFigures: Sendable {
    public var isolation: Isolation
    public var version: String
    public var sha256: String
    /// Of its process; `nil` inside the gateway, and while there is none.
    public var pid: Int32?
    /// How far its process is confined, in words.
    public var confinement = ""
    public var restarts: UInt64 = 0

    init(_ plugin: any UsablePlugin) {
        isolation = plugin.isolation
        version = plugin.description.version
        sha256 = plugin.sha256
    }
}
