import GatewayConfig
import GatewayCore
import Logging
import PluginHost
import Synchronization

/// The plugins that can be had: what lies in `drivers.d`, judged, and what of it is loaded.
///
/// Any thread. Looking at the directory blocks for as long as the children take that describe new files.
public final class PluginShelf: Sendable {
    private let directory: PluginDirectory
    private let files = Mutex<[PluginFile]>([])
    /// Held while somebody looks at the directory: one at a time.
    private let known = Mutex(JudgedFiles())
    private let listeners = Mutex(ShelfListeners())
    private let eye = Mutex<ShelfWatch?>(nil)
    private let use = Mutex<@Sendable () -> [PluginInUse]>({ PluginInUse.insideOfThisProcess })

    public init(_ directory: PluginDirectory) {
        self.directory = directory
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

    /// What runs, as ``countUse(with:)`` has it.
    public var inUse: [PluginInUse] {
        use.withLock { $0 }()
    }

    /// Takes over to say what runs; until then it is what was loaded into this process. Called on any thread.
    public func countUse(with use: @escaping @Sendable () -> [PluginInUse]) {
        self.use.withLock { $0 = use }
    }

    /// What a site can be made of: the plugins of accepted files, and those that run though their file was removed.
    ///
    /// A plugin inside of this process is there as it was loaded, whatever has taken the place of its file.
    public var descriptions: [PluginDescription] {
        let (files, inUse) = (all, inUse)
        let fresh = files.flatMap(\.plugins).map { plugin in
            inUse.first { $0.id == plugin.id && $0.isolation == .inside }?.description ?? plugin
        }
        let paths = Set(files.map(\.path))
        var ids = Set(fresh.map(\.id))
        return fresh
            + inUse.filter { !paths.contains($0.file) && ids.insert($0.id).inserted }.map(\.description)
    }

    /// Names of refused files without their ending, which is what a site would call them, with the reasons.
    public var refusedIDs: [String: String] {
        Dictionary(
            all.compactMap { file in
                file.refusal.map { (file.name.split(separator: ".").first.map(String.init) ?? file.name, $0.message) }
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Loads a plugin by id, once. One that is loaded can be had though its file was removed.
    func load(_ id: String, for site: Site) throws(PluginFailure) -> LoadedPlugin {
        let files = all
        guard let file = files.first(where: { $0.plugins.contains { $0.id == id } }) else {
            let paths = Set(files.map(\.path))
            if let kept = LoadedPlugin.all.first(where: { $0.description.id == id && !paths.contains($0.file) }) {
                return kept
            }
            throw PluginFailure(status: .configuration, message: "there is no plugin '\(id)' in the plugin directory")
        }
        if let wanted = site.plugins.first(where: { $0.id == id })?.sha256, wanted.lowercased() != file.sha256 {
            let message = "\(file.name) has SHA-256 \(file.sha256), the site wants \(wanted) — put the right file there"
            throw PluginFailure(status: .configuration, message: message)
        }
        return try LoadedPlugin.load(file, id: id)
    }
}
