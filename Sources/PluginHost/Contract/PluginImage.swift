import CGatewayABI
import Glibc
import Synchronization

/// A shared object in this process, with the tables of its plugins. Opening it runs the file's constructors.
package struct PluginImage {
    /// In the file's own order; never empty.
    package let plugins: [PluginTables]

    /// More plugins than anybody puts in one file: an entry that never says NULL ends here.
    private static let limit: UInt32 = 64

    /// Whatever the linker has seen once, it never forgets: the number of such a file must not come back as another.
    private static let loaded = Mutex<[SealedImage]>([])

    /// Loads a judged file into this process.
    static func open(_ sealed: SealedImage) throws(Refusal) -> PluginImage {
        let image = try link(sealed.loadPath, of: sealed.path)
        loaded.withLock { $0.append(sealed) }
        return try PluginImage(image, sealed.path)
    }

    /// Loads what lies at `loadPath`, a path with a slash, in a child; `path` is the file's name in words.
    package static func open(_ loadPath: String, of path: String) throws(Refusal) -> PluginImage {
        try PluginImage(try link(loadPath, of: path), path)
    }

    /// Never unloaded: the Swift runtime does not survive it, and threads of the plugin might not either.
    private static func link(_ loadPath: String, of path: String) throws(Refusal) -> UnsafeMutableRawPointer {
        guard let image = dlopen(loadPath, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE) else {
            let words = dlerror().map { String(cString: $0) } ?? "the linker says nothing"
            throw LinkerWords(words, loadPath: loadPath, path: path).refusal
        }
        return image
    }

    private typealias Entry = @convention(c) (UInt32) -> UnsafePointer<gw_plugin>?

    private init(_ image: UnsafeMutableRawPointer, _ path: String) throws(Refusal) {
        guard let symbol = dlsym(image, GW_PLUGIN_ENTRY) else {
            throw Self.missingEntry(path)
        }
        let entry = unsafeBitCast(symbol, to: Entry.self)
        var found: [PluginTables] = []
        for index in 0..<Self.limit {
            guard let plugin = entry(index) else { break }
            found.append(try PluginTables(plugin))
        }
        guard !found.isEmpty else {
            throw Refusal(.noPlugin, "\(GW_PLUGIN_ENTRY)(0) of \(path) is NULL: it offers no plugin")
        }
        plugins = found
    }

    static func missingEntry(_ path: String) -> Refusal {
        Refusal(
            .missingSymbol, "\(path) does not export \(GW_PLUGIN_ENTRY); it is no plugin of this gateway, remove it")
    }
}
