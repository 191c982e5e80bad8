import GatewayCore
import Glibc
import Synchronization

/// One plugin whose code is in this process, for good.
public final class LoadedPlugin: Sendable {
    public let description: PluginDescription
    /// Path of the file it came from.
    public let file: String
    /// Of the file as it was loaded; a file that was replaced since is only used after a restart.
    public let sha256: String
    let tables: PluginTables

    private static let loaded = Mutex<[String: [LoadedPlugin]]>([:])

    /// Everything loaded so far, by file. Any thread.
    public static var all: [LoadedPlugin] {
        loaded.withLock { loaded in loaded.sorted { $0.key < $1.key }.flatMap(\.value) }
    }

    private init(_ description: PluginDescription, _ file: String, sha256: String, _ tables: PluginTables) {
        self.description = description
        self.file = file
        self.sha256 = sha256
        self.tables = tables
    }

    /// Loads an accepted file and finds its plugin `id`.
    ///
    /// A file is loaded once per process and path; later calls give the same objects. Throws with
    /// ``PluginStatus/configuration`` when the file was refused, has changed since it was judged, or has no such plugin.
    /// Any thread; the file's constructors run on it.
    public static func load(_ file: PluginFile, id: String) throws(PluginFailure) -> LoadedPlugin {
        // Before anything else: a plugin may have been loaded while it was still allowed.
        if let refusal = file.refusal { throw PluginFailure(status: .configuration, message: refusal.message) }
        let plugins = loaded.withLock { loaded -> Result<[LoadedPlugin], PluginFailure> in
            if let known = loaded[file.path] { return .success(known) }
            let result = Result { () throws(PluginFailure) in try open(file) }
            if case .success(let plugins) = result { loaded[file.path] = plugins }
            return result
        }
        guard let plugin = try plugins.get().first(where: { $0.description.id == id }) else {
            throw PluginFailure(status: .configuration, message: "\(file.path) has no plugin '\(id)'")
        }
        return plugin
    }

    private static func open(_ file: PluginFile) throws(PluginFailure) -> [LoadedPlugin] {
        do throws(Refusal) {
            let image = try PluginImage.open(try SealedImage(file))
            guard image.plugins.count == file.plugins.count else { throw changed(file) }
            return zip(file.plugins, image.plugins).map { LoadedPlugin($0, file.path, sha256: file.sha256, $1) }
        } catch {
            throw PluginFailure(status: .configuration, message: error.message)
        }
    }

    /// In a child, whose gateway has judged the file already: one plugin of the image behind `loadPath`. `path` is for words.
    static func loadForChild(_ loadPath: String, index: Int, called path: String) throws(PluginFailure) -> LoadedPlugin
    {
        do throws(Refusal) {
            let image = try PluginImage.open(loadPath, of: path)
            let declared = try image.plugins.map { tables throws(Refusal) in try DeclaredPlugin(reading: tables) }
            let described = try DescriptionCheck.descriptions(declared, path: path)
            guard described.indices.contains(index), image.plugins.indices.contains(index) else {
                throw Refusal(.noPlugin, "\(path) has \(described.count) plugins now; reload the gateway")
            }
            return LoadedPlugin(described[index], path, sha256: "", image.plugins[index])
        } catch {
            throw PluginFailure(status: .configuration, message: error.message)
        }
    }

    private static func changed(_ file: PluginFile) -> Refusal {
        Refusal(
            .badDescription,
            "\(file.path) shows \(file.plugins.count) plugins to the one and another number to the next; do not use it")
    }
}
