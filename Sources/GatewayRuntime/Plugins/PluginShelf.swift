import GatewayConfig
import GatewayCore
import Logging
import PluginHost
import Synchronization

/// The plugins that can be had: what lies in `drivers.d`, judged, and what of it is loaded.
///
/// Any thread. Looking at the directory blocks for as long as the children take that describe new files.
public final class PluginShelf: Sendable {
    let directory: PluginDirectory
    /// Whether a file of this SHA-256 was built with the gateway.
    let isBuiltIn: @Sendable (String) -> Bool
    /// Plugins for child processes that are in use, so that all of them share one image.
    let children = Mutex<[ChildKey: WeakChildPlugin]>([:])
    private let files = Mutex<[PluginFile]>([])
    /// Held while somebody looks at the directory: one at a time.
    private let known = Mutex(JudgedFiles())
    private let listeners = Mutex(ShelfListeners())
    private let eye = Mutex<ShelfWatch?>(nil)
    private let use = Mutex<(@Sendable () -> [PluginInUse])?>(nil)

    /// `isBuiltIn` says whether a file of this SHA-256 was built with the gateway; those run inside of it unless the site says
    /// otherwise, all others in processes of their own.
    public init(_ directory: PluginDirectory, isBuiltIn: @escaping @Sendable (String) -> Bool = { _ in false }) {
        self.directory = directory
        self.isBuiltIn = isBuiltIn
        rescan()
    }

    deinit {
        stopWatching()
        listeners.withLock { $0.finish() }
    }

    // MARK: Looking

    /// Judges everything anew: those who are trusted, and what is installed, may have changed though the files did not. Files
    /// in use stay in use.
    public func rescan() {
        look(forgetting: nil)
    }

    /// From now on notices by itself what happens in the directory, within a second. What cannot be watched is logged; then
    /// only ``rescan()`` finds something.
    public func watch(log: Logger) {
        do {
            let watch = try ShelfWatch(path: directory.path, log: log) { [weak self] news, unfinished in
                guard let self else { return false }
                self.look(forgetting: news, unfinished).report(to: log)
                return self.all.contains { $0.refusal?.reason == .arriving }
            }
            eye.withLock { $0 = watch }
        } catch {
            log.error("Plugin directory is not watched", metadata: ["reason": "\(error)"])
        }
    }

    /// Returns when a look under way has ended.
    public func stopWatching() {
        let watch = eye.withLock { $0.take() }
        watch?.stop()
    }

    /// What changes from now on, whoever noticed. Ends with the shelf, or with the reading task.
    public func changes() -> AsyncStream<ShelfChange> {
        AsyncStream { continuation in
            let number = listeners.withLock { $0.add(continuation) }
            continuation.onTermination = { [weak self] _ in self?.listeners.withLock { $0.remove(number) } }
        }
    }

    /// - Parameter news: what happened since the last look; `nil`: nothing that was known counts.
    @discardableResult
    private func look(forgetting news: DirectoryNews?, _ unfinished: Set<String> = []) -> ShelfChange {
        let change = known.withLock { known in
            if let news, !news.hasGap { known.forget(news.plugins) } else { known = JudgedFiles() }
            let found = directory.scan(&known, unfinished: unfinished)
            return files.withLock { files in
                defer { files = found }
                return ShelfChange(from: files, to: found)
            }
        }
        if !change.isEmpty { listeners.withLock { $0.tell(change) } }
        return change
    }

    // MARK: What there is

    public var all: [PluginFile] {
        files.withLock { $0 }
    }

    /// What runs: what ``countUse(with:)`` says, or else what was ever loaded into this process, and what has children.
    public var inUse: [PluginInUse] {
        if let use = use.withLock({ $0 }) { return use() }
        let plugins = children.withLock { $0.values.compactMap(\.plugin) }
        // What was once inside stays in memory, though the site has moved it into children since.
        return plugins.map { PluginInUse($0) }.sorted { $0.sha256 < $1.sha256 } + PluginInUse.insideOfThisProcess
    }

    /// Takes over to say what runs. Called on any thread.
    public func countUse(with use: @escaping @Sendable () -> [PluginInUse]) {
        self.use.withLock { $0 = use }
    }

    /// What a site can be made of: the plugins of accepted files, and those that run though their file was removed.
    public var descriptions: [PluginDescription] {
        let (files, inUse) = (all, inUse)
        let paths = Set(files.map(\.path))
        var ids = Set(files.flatMap(\.plugins).map(\.id))
        return files.flatMap(\.plugins)
            + inUse.filter { !paths.contains($0.file) && ids.insert($0.id).inserted }.map(\.description)
    }

    /// Names of refused files without their ending, which is what a site would call them, with the reasons.
    public var refusedIDs: [String: String] {
        Dictionary(
            all.compactMap { file in
                file.refusal.map { (file.name.split(separator: ".").first.map(String.init) ?? file.name, $0.message) }
            }, uniquingKeysWith: { first, _ in first })
    }
}
