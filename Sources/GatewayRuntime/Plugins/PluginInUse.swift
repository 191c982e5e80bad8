import GatewayConfig
import GatewayCore
import PluginHost

/// A plugin whose code runs now, whatever has become of its file since.
public struct PluginInUse: Sendable, Hashable {
    public var description: PluginDescription
    /// Path of the file it came from.
    public var file: String
    /// Of the bytes that run, in lower-case hex.
    public var sha256: String
    public var isolation: PluginChoice.Isolation

    public init(description: PluginDescription, file: String, sha256: String, isolation: PluginChoice.Isolation) {
        self.description = description
        self.file = file
        self.sha256 = sha256
        self.isolation = isolation
    }

    public var id: String {
        description.id
    }

    /// Everything that was ever loaded into this process: it stays there until the process ends.
    public static var insideOfThisProcess: [PluginInUse] {
        LoadedPlugin.all.map {
            PluginInUse(description: $0.description, file: $0.file, sha256: $0.sha256, isolation: .inside)
        }
    }
}
