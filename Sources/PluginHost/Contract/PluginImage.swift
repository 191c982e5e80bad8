import CGatewayABI
import Glibc

/// A shared object in this process, with the tables of its plugins. Opening it runs the file's constructors.
package struct PluginImage {
    /// In the file's own order; never empty.
    package let plugins: [PluginTables]

    /// More plugins than anybody puts in one file: an entry that never says NULL ends here.
    private static let limit: UInt32 = 64

    /// Never unloaded: the Swift runtime does not survive it, and threads of the plugin might not either.
    package static func open(_ path: String) throws(Refusal) -> PluginImage {
        let path = path.contains("/") ? path : "./" + path
        guard let image = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE) else { throw linkerRefusal(path) }
        guard let symbol = dlsym(image, GW_PLUGIN_ENTRY) else {
            throw Refusal(
                .missingSymbol, "\(path) does not export \(GW_PLUGIN_ENTRY); it is no plugin of this gateway, remove it"
            )
        }
        return try PluginImage(unsafeBitCast(symbol, to: Entry.self), path)
    }

    private typealias Entry = @convention(c) (UInt32) -> UnsafePointer<gw_plugin>?

    private init(_ entry: Entry, _ path: String) throws(Refusal) {
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

    private static func linkerRefusal(_ path: String) -> Refusal {
        let words = dlerror().map { String(cString: $0) } ?? "the linker says nothing"
        if words.contains("undefined symbol") {
            return Refusal(.undefinedSymbol, "\(words); link the plugin with the library that has it")
        }
        return Refusal(.notLoadable, "\(words); install what it needs")
    }
}
