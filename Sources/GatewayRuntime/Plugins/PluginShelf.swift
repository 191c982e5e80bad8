import GatewayConfig
import GatewayCore
import PluginHost
import Synchronization

/// The plugins that can be had: what lies in `drivers.d`, judged, and what of it is loaded.
public final class PluginShelf: Sendable {
    let directory: PluginDirectory
    /// Whether a file of this SHA-256 was built with the gateway.
    let isBuiltIn: @Sendable (String) -> Bool
    /// Plugins for child processes that are in use, so that all of them share one image.
    let children = Mutex<[ChildKey: WeakChildPlugin]>([:])
    private let files = Mutex<[PluginFile]>([])

    /// `isBuiltIn` says whether a file of this SHA-256 was built with the gateway; those run inside of it unless the site says
    /// otherwise, all others in processes of their own.
    public init(_ directory: PluginDirectory, isBuiltIn: @escaping @Sendable (String) -> Bool = { _ in false }) {
        self.directory = directory
        self.isBuiltIn = isBuiltIn
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
}
