import GatewayCore
import PluginHost

/// A plugin whose code runs now, whatever has become of its file since.
public struct PluginInUse: Sendable, Hashable {
    public var description: PluginDescription
    /// Path of the file it came from.
    public var file: String
    /// Of the bytes that run, in lower-case hex.
    public var sha256: String
    public var isolation: Isolation

    public init(description: PluginDescription, file: String, sha256: String, isolation: Isolation) {
        self.description = description
        self.file = file
        self.sha256 = sha256
        self.isolation = isolation
    }

    public init(_ plugin: some UsablePlugin) {
        self.init(
            description: plugin.description, file: plugin.file, sha256: plugin.sha256, isolation: plugin.isolation)
    }

    public var id: String {
        description.id
    }

    /// Everything that was ever loaded into this process: it stays there until the process ends.
    public static var insideOfThisProcess: [PluginInUse] {
        LoadedPlugin.all.map { PluginInUse($0) }
    }
}
