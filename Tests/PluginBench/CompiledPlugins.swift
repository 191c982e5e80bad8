import Synchronization

/// Plugins in C, compiled on first use and kept for the run of the tests, in a directory nobody else may write.
package enum CompiledPlugins {
    private struct Key: Hashable {
        let source: String
        let headers: String
    }

    private static let store = Mutex<[Key: String]>([:])
    private static let shop = TemporaryDirectory(isKept: true)

    /// The plugin of `source`, compiled with the contract in `headers`. A source has its own name there, and one that is
    /// compiled again with other headers another.
    package static func file(_ source: String, headers: String) throws -> String {
        try store.withLock { known in
            if let path = known[Key(source: source, headers: headers)] { return path }
            let name = source.split(separator: "/").last.map { $0.dropLast(2) } ?? "plugin"
            let isTaken = known.values.contains(shop.file("\(name).so"))
            let path = shop.file(isTaken ? "\(name)-\(known.count).so" : "\(name).so")
            try CCompiler.plugin(source, headers: headers, to: path)
            known[Key(source: source, headers: headers)] = path
            return path
        }
    }
}
