import GatewayCore
import PluginBench
import PluginHost
import Testing

/// Plugins that know more, or less, than this host.
@Suite struct FuturePluginTests {
    private func file(_ name: String) throws -> PluginFile {
        let source = "\(Revision.root)/future/\(name).c"
        return BuiltProducts.judged(try CompiledPlugins.file(source, headers: Revision.today))
    }

    @Test(arguments: Isolation.allCases)
    func `a plugin with longer tables works with what both sides know`(_ isolation: Isolation) throws {
        let file = try file("grown")
        let description = try #require(file.plugins.first, "\(file.verdict)")
        #expect(description.settings.map(\.key) == ["start_at"])
        let bench = try PlacedBench(file: file, cells: [.int(41)], in: isolation)
        try bench.prepare(points: 1)
        #expect(bench.owner.lines == ["log 2 an old host", "log 2 no future yet", "made"])
        try bench.start()
        #expect(bench.read() == "read ok ")
        #expect(bench.owner.wait(for: "publish") == "publish 0=41 @10")
        #expect(bench.write(.int(1)) == "write ok from the future")
        try bench.stop()
        #expect(!bench.owner.lines.contains { $0.hasPrefix("fault") })
    }

    @Test(arguments: Isolation.allCases) func `functions beyond a shorter table are absent`(_ isolation: Isolation)
        throws
    {
        let bench = try PlacedBench(file: try file("shorter_loop"), cells: [], in: isolation)
        try bench.prepare(points: 1)
        #expect(bench.asked { $0.isPolled } == false)
        try bench.start()
        #expect(bench.owner.wait(for: "publish") == "publish 0=1 @10")
        #expect(bench.read() == "read unsupported this plugin is not polled")
        try bench.stop()
        #expect(!bench.owner.lines.contains { $0.hasPrefix("fault") })
    }

    @Test func `the next major revision is refused, and not one function of it called`() throws {
        let refusal = try #require(try file("next_major").refusal)
        #expect(refusal.reason == .wrongMajor)
        #expect(refusal.message.contains("made for contract 2, this gateway speaks 1"))
    }
}
