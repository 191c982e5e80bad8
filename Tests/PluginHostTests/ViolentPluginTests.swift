import GatewayCore
import GatewayLoop
import Testing

@testable import PluginHost

/// Plugins that take down their process, or what it has: the gateway hears how it ended, and has lost nothing else.
@Suite(.timeLimit(.minutes(3))) struct ViolentPluginTests {
    /// How a child that does `deed` ends: in words of its refusal, of its start, or of its crash.
    private func end(
        of deed: String, _ fixture: String = "violent", terms: ConfinementRequest = ConfinementRequest(.process)
    ) throws -> (words: String?, bench: ChildBench) {
        let bench = try ChildBench(fixture, cells: [.text(deed)], hangLimit: .seconds(2), confinement: terms)
        if let refusal = bench.refusal { return (refusal.failure.message, bench) }
        guard let start = bench.start(), start == "start ok" else { return (bench.owner.lines.last, bench) }
        bench.read()
        switch deed.prefix(while: { $0 != ":" }) {
        case "stop": _ = bench.stop()
        case "destroy": _ = bench.destroy()
        default: break
        }
        return (bench.owner.wait(for: "crashed"), bench)
    }

    @Test(arguments: ["create", "prepare", "start", "read", "timer", "ready", "thread"])
    func `a crash is seen wherever it happens`(_ place: String) throws {
        let words = try end(of: "\(place):crash").words
        #expect(words?.hasSuffix("its process was ended by SIGSEGV (Segmentation fault)") == true, "\(words ?? "-")")
    }

    private static let deaths =
        [("abort", "SIGABRT (Aborted)"), ("overflow", "SIGSEGV (Segmentation fault)")]
        // Without a limit, a leak would take the memory of the machine.
        + (ConfinedProbe.isSanitized ? [] : [("leak", "SIGSEGV (Segmentation fault)")])

    @Test(arguments: deaths)
    func `so is each way to die`(_ deed: String, _ signal: String) throws {
        let bench = try ChildBench(
            "violent", cells: [.text("read:\(deed)")], confinement: ConfinementRequest(.process))
        #expect(bench.start() == "start ok")
        // A leak takes some reads, until the memory it may have is used up.
        for _ in 0..<16 { bench.read() }
        let words = try #require(bench.owner.wait(for: "crashed"))
        #expect(words == "crashed unreachable its process was ended by \(signal)")
    }

    @Test(arguments: ["violent", "violent_poll"])
    func `a process that ends by itself is missed`(_ fixture: String) throws {
        let words = try #require(try end(of: "read:exit", fixture).words)
        #expect(words.hasPrefix("crashed unreachable its process ended"), "\(words)")
    }

    @Test(arguments: ["violent", "violent_poll"], ["read:spin", "read:sleep"])
    func `a plugin that does not come back is ended`(_ fixture: String, _ deed: String) throws {
        let words = try #require(try end(of: deed, fixture).words)
        #expect(words.hasPrefix("crashed "), "\(words)")
    }

    @Test(arguments: [Isolation.process, .sandbox])
    func `a fork bomb has no powder`(_ isolation: Isolation) throws {
        let bench = try ChildBench(
            "violent", cells: [.text("read:fork")], confinement: ConfinementRequest(isolation))
        #expect(bench.start() == "start ok")
        #expect(bench.answerOfRead() == "read ok ")
        #expect(bench.owner.wait(for: "log 2 fork") == "log 2 fork: Operation not permitted")
    }

    @Test(.disabled(if: ConfinedProbe.isSanitized, "the children of this build have no limit of memory"))
    func `threads without end find the end of memory, and the plugin lives on`() throws {
        let bench = try ChildBench("violent", cells: [.text("read:threads")])
        #expect(bench.start() == "start ok")
        #expect(bench.answerOfRead() == "read ok ")
        #expect(bench.owner.wait(for: "log 2 threads") == "log 2 threads: Resource temporarily unavailable")
    }

    @Test func `files without end find the limit, and the plugin lives on`() throws {
        var terms = ConfinementRequest(.process)
        terms.openFiles = 128
        let bench = try ChildBench("violent", cells: [.text("read:files")], confinement: terms)
        #expect(bench.start() == "start ok")
        for name in ["one", "two", "three"] {
            bench.read(name: name)
            #expect(bench.owner.wait(for: name) == "\(name) ok ")
        }
        #expect(bench.owner.wait(for: "log 2 files") == "log 2 files: Too many open files")
    }
}
