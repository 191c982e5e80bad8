import GatewayCore
import GatewayLoop
import Glibc
import PluginBench
import Testing

@testable import PluginHost

/// Plugins that have taken over their process: the gateway ends them, and how soon is a promise.
@Suite(.timeLimit(.minutes(3)), .serialized) struct HostileChildTests {
    private let clock = ContinuousClock()

    @Test(arguments: ["head", "tail", "words", "records", "noise"])
    func `a plugin that writes into the ring is ended, and does no harm`(_ deed: String) throws {
        let bench = try ChildBench("ring", cells: [.text(deed)])
        #expect(bench.start() == "start ok")
        let began = clock.now
        bench.read()
        if deed == "tail" {
            // The lie shows when there is more to say to it.
            #expect(bench.owner.wait(for: "log 2 say more") != nil)
            for _ in 0..<100 { bench.read(name: "more") }
        }
        let words = try #require(bench.owner.wait(for: "crashed"))
        #expect(clock.now - began < .seconds(5), "\(words)")
        // Either side may see it first.
        #expect(words.contains("nonsense") || words.contains("the ring") || words.contains("broke"), "\(words)")
        #expect(bench.owner.wait(for: "read") != nil, "it is answered all the same")
        // What it published before is sound, whatever was written over it.
        let handles = bench.owner.lines.filter { $0.hasPrefix("publish") }.flatMap { line in
            line.split(separator: " ").dropFirst().filter { $0.contains("=") }.map { $0.prefix { $0 != "=" } }
        }
        #expect(handles.allSatisfy { $0 == "0" || $0 == "1" })
    }

    @Test func `a plugin that beats for itself is given up when it does not answer`() throws {
        let bench = try ChildBench("ring", cells: [.text("beat")])
        #expect(bench.start() == "start ok")
        let began = clock.now
        #expect(
            bench.answerOfRead(timeout: .milliseconds(300)) == "read timeout the plugin did not answer in time")
        #expect(clock.now - began < .seconds(2))
        // It is deaf to stop, too.
        let asked = clock.now
        #expect(bench.stop() == "is stopped")
        #expect(clock.now - asked < .seconds(4))
    }

    @Test(arguments: ["read:crash", "read:abort", "read:exit", "timer:crash"])
    func `an end is seen within a tenth of a second, and the next start works within one`(_ deed: String) throws {
        let bench = try ChildBench("violent", cells: [.text(deed)])
        #expect(bench.start() == "start ok")
        let began = clock.now
        bench.read()
        #expect(bench.owner.wait(for: "crashed") != nil)
        // The deed is done some milliseconds after it was asked for; the rest is ours.
        #expect(clock.now - began < .milliseconds(500))
        let ended = clock.now
        bench.on { bench.instance?.start { bench.owner.add("again \($0?.message ?? "ok")") } }
        #expect(bench.owner.wait(for: "again") != nil)
        #expect(clock.now - ended < .seconds(1))
    }

    @Test(arguments: ["read:spin", "read:sleep", "timer:spin"])
    func `a hang is found within five seconds`(_ deed: String) throws {
        let bench = try ChildBench("violent", cells: [.text(deed)])
        #expect(bench.start() == "start ok")
        let began = clock.now
        bench.read()
        let words = try #require(bench.owner.wait(for: "crashed"))
        #expect(words.contains("did not come back from a call for 5.0 seconds"))
        #expect(clock.now - began <= .seconds(5.2))
    }

    @Test(arguments: ["stop:spin", "stop:sleep", "destroy:spin"])
    func `a plugin that is deaf to its end is ended`(_ deed: String) throws {
        let bench = try ChildBench("violent", cells: [.text(deed)])
        #expect(bench.start() == "start ok")
        let began = clock.now
        #expect(bench.destroy() == "is destroyed")
        #expect(clock.now - began < .seconds(4))
    }

    @Test func `thirty-two threads that call at once are counted and answered`() throws {
        let bench = try ChildBench("misbehaving", cells: [.text("many-threads")])
        #expect(bench.start() == "start ok")
        #expect(bench.answerOfRead()?.hasPrefix("read ok") == true)
        #expect(bench.owner.wait(for: "fault wrong-thread") != nil)
        #expect(!bench.owner.lines.contains { $0.hasPrefix("crashed") })
    }

    @Test func `a text of 100 MB is left out and counted`() throws {
        let bench = try ChildBench("misbehaving", cells: [.text("huge-text")])
        #expect(bench.start() == "start ok")
        #expect(bench.answerOfRead() == "read ok ")
        #expect(bench.owner.lines.contains("fault oversized-value 1"))
    }

    /// Memory that a child eats is its own: ours stays as it is.
    @Test(.disabled(if: Confinement.isInstrumented, "a sanitizer's memory is beyond all limits"))
    func `a leak ends the child, and costs the gateway nothing`() throws {
        let bench = try ChildBench("violent", cells: [.text("read:leak")])
        #expect(bench.start() == "start ok")
        let before = Self.residentPages
        for _ in 0..<16 { bench.read() }
        #expect(bench.owner.wait(for: "crashed") != nil)
        #expect(Self.residentPages - before < (5 << 20) / 4096)
    }

    private static var residentPages: Int {
        let text = String(decoding: RawFile.read("/proc/self/statm"), as: UTF8.self)
        return text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    }
}
