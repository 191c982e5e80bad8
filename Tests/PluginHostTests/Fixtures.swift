@_exported import PluginBench
import GatewayCore
import PluginHost

/// The C plugins of `Tests/Fixtures`, compiled on first use and kept for the run of the tests.
enum Fixtures {
    static let root = BuiltProducts.root

    /// The plugin compiled from `name.c`.
    static func compiled(_ name: String) throws -> String {
        try CompiledPlugins.file("\(root)/Tests/Fixtures/\(name).c", headers: "\(root)/Sources/CGatewayABI/include")
    }

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
