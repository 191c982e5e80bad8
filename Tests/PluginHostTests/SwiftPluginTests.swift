import GatewayCore
import Glibc
import Testing

@testable import PluginHost

/// The example of the SDK as users get it: a Swift library, found, judged, loaded and run.
@Suite struct SwiftPluginTests {
    private static let built = Fixtures.built("libHelloPlugin.so")

    @Test(.enabled(if: access(built, R_OK) == 0, "libHelloPlugin.so is not built"))
    func `a Swift plugin is described and counts`() throws {
        let directory = TemporaryDirectory()
        directory.copy(Self.built, as: "hello.so")
        let file = try #require(
            PluginDirectory(path: directory.path, describer: Fixtures.describer, memory: nil).scan().first)
        let plugin = try #require(file.plugins.first, "\(file.verdict)")
        #expect(plugin.id == "hello")
        #expect(plugin.address.map(\.key) == ["step"])
        let bench = try Bench(file: file, cells: [.int(4)])
        try bench.prepare(addresses: [.int(1), .int(10)])
        try bench.start()
        try bench.read()
        #expect(bench.owner.wait(for: "read") == "read ok ")
        #expect(try #require(bench.owner.wait(for: "publish")).hasPrefix("publish 0=5 1=50 @"))
    }
}
