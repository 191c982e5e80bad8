import GatewayConfig
import GatewayCore
import PluginHost
import Synchronization

/// The plugins that can be had: what lies in `drivers.d`, judged, and what of it is loaded.
public final class PluginShelf: Sendable {
    private let directory: PluginDirectory
    private let files = Mutex<[PluginFile]>([])

    public init(_ directory: PluginDirectory) {
        self.directory = directory
        rescan()
    }

    /// Looks again. Files in use stay in use.
    public func rescan() {
        let found = directory.scan()
        files.withLock { $0 = found }
    }

    public var all: [PluginFile] {
        files.withLock { $0 }
    }

    /// Of all accepted plugins.
    public var descriptions: [PluginDescription] {
        all.flatMap(\.plugins)
    }

    /// Names of refused files without their ending, which is what a site would call them, with the reasons.
    public var refusedIDs: [String: String] {
        Dictionary(
            all.compactMap { file in
                file.refusal.map { (file.name.split(separator: ".").first.map(String.init) ?? file.name, $0.message) }
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Loads a plugin by id, once.
    func load(_ id: String, for site: Site) throws(PluginFailure) -> LoadedPlugin {
        guard let file = all.first(where: { $0.plugins.contains { $0.id == id } }) else {
            throw PluginFailure(status: .configuration, message: "there is no plugin '\(id)' in the plugin directory")
        }
        if let wanted = site.plugins.first(where: { $0.id == id })?.sha256, wanted.lowercased() != file.sha256 {
            let message = "\(file.name) has SHA-256 \(file.sha256), the site wants \(wanted) — put the right file there"
            throw PluginFailure(status: .configuration, message: message)
        }
        return try LoadedPlugin.load(file, id: id)
    }
}
