@_exported import PluginBench
import GatewayCore
import PluginHost
import Synchronization

/// The C plugins of `Tests/Fixtures`, compiled on first use and kept for the run of the tests.
enum Fixtures {
    static let root = BuiltProducts.root

    /// Where the compiled ones lie; a directory nobody else may write.
    private static let store = Mutex<[String: String]>([:])

    /// The plugin compiled from `name.c`.
    static func compiled(_ name: String) throws -> String {
        try store.withLock { known in
            if let path = known[name] { return path }
            let path = shop.path + "/" + name + ".so"
            try CCompiler.plugin(
                "\(root)/Tests/Fixtures/\(name).c", headers: "\(root)/Sources/CGatewayABI/include", to: path)
            known[name] = path
            return path
        }
    }

    private static let shop = TemporaryDirectory(isKept: true)

    /// `gatewayd-plugin`.
    static let describer = BuiltProducts.describer

    /// Something that the package builds beside the tests.
    static func built(_ name: String) -> String { BuiltProducts.path(name) }

    /// One fixture as the gateway would find it.
    static func judged(_ name: String) throws -> PluginFile { BuiltProducts.judged(try compiled(name)) }
}

extension Bench {
    /// Loads the fixture and makes its instance.
    convenience init(_ fixture: String, cells: [Cell] = []) throws {
        try self.init(file: try Fixtures.judged(fixture), cells: cells)
    }

    /// A misbehaving driver, made to do one deed when it is read; prepared for two points and started.
    static func misbehaving(_ deed: String) throws -> Bench {
        let bench = try Bench("misbehaving", cells: [.text(deed)])
        try bench.prepare()
        try bench.start()
        return bench
    }
}
