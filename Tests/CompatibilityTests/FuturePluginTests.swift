import GatewayCore
import PluginBench
import PluginHost
import Testing

/// Plugins that know more, or less, than this host.
@Suite struct FuturePluginTests {
    private static let shop = TemporaryDirectory(isKept: true)

    private func file(_ name: String) throws -> PluginFile {
        let path = Self.shop.file("\(name).so")
        try CCompiler.plugin("\(Revision.root)/future/\(name).c", headers: Revision.today, to: path)
        return BuiltProducts.judged(path)
    }

    @Test func `a plugin with longer tables works with what both sides know`() throws {
        let file = try file("grown")
        let description = try #require(file.plugins.first, "\(file.verdict)")
        #expect(description.settings.map(\.key) == ["start_at"])
        let bench = try Bench(file: file, cells: [.int(41)])
        #expect(bench.owner.lines == ["log 2 an old host", "log 2 no future yet"])
        try bench.prepare(points: 1)
        try bench.start()
        try bench.read()
        #expect(bench.owner.wait(for: "read") == "read ok ")
        #expect(bench.owner.wait(for: "publish") == "publish 0=41 @10")
        try bench.write(.int(1))
        #expect(bench.owner.wait(for: "write") == "write ok from the future")
        try bench.stop()
        #expect(!(try bench.settledLines()).contains { $0.hasPrefix("fault") })
    }

    @Test func `functions beyond a shorter table are absent`() throws {
        let bench = try Bench(file: try file("shorter_loop"), cells: [])
        #expect(try bench.on { bench.instance?.isPolled } == false)
        try bench.prepare(points: 1)
        try bench.start()
        #expect(bench.owner.wait(for: "publish") == "publish 0=1 @10")
        try bench.read()
        #expect(bench.owner.wait(for: "read") == "read unsupported this plugin is not polled")
        try bench.stop()
        #expect(!(try bench.settledLines()).contains { $0.hasPrefix("fault") })
    }

    @Test func `the next major revision is refused, and not one function of it called`() throws {
        let refusal = try #require(try file("next_major").refusal)
        #expect(refusal.reason == .wrongMajor)
        #expect(refusal.message.contains("made for contract 2, this gateway speaks 1"))
    }
}
