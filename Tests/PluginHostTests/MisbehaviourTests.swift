import GatewayCore
import GatewayLoop
import Testing

@testable import PluginHost

/// Plugins that break the contract while they run: the host lives on, counts, and stays exact.
@Suite struct MisbehaviourTests {
    /// What is said after one read of a plugin that does `deed`, without the line `asked`.
    private func lines(of deed: String) throws -> [String] {
        let bench = try Bench.misbehaving(deed)
        try bench.read()
        #expect(bench.owner.wait(for: "read") != nil)
        return try bench.settledLines().filter { $0 != "asked" }
    }

    @Test(arguments: [
        ("nothing", ["read ok "]),
        ("two-answers", ["fault second-answer 1", "read ok one"]),
        ("answer-and-status", ["fault second-answer 1", "read ok one"]),
        ("unknown-token", ["fault unknown-token 1", "read ok "]),
        ("odd-status", ["fault unknown-status 1", "read bug the plugin answered with the unknown status -77"]),
        ("pending-as-answer", ["fault unknown-status 1", "read bug "]),
        ("bad-handle", ["publish 0=1 1=2 @5", "fault unknown-handle 1", "read ok "]),
        ("bad-type", ["publish 0=1 1=2 @5", "fault unknown-type 1", "read ok "]),
        ("bad-span", ["publish 0=1 1=2 @5", "fault bad-span 1", "read ok "]),
        ("odd-bool", ["publish 0=1 0=true 1=2 @5", "read ok "]),
        ("bad-batch", ["fault bad-batch 1", "fault bad-batch 1", "fault bad-batch 1", "read ok "]),
        ("huge-text", ["publish 0=x 0=- 1=x @5", "fault oversized-value 1", "read ok "]),
        ("long-text", ["publish 0=x 0=- 1=x @5", "fault oversized-value 1", "read ok "]),
        ("long-bytes", ["publish 0=x 0=- 1=y @5", "fault oversized-value 1", "read ok "]),
        ("bad-text", ["publish 0=x 0=- 1=y @5", "fault bad-text 1", "read ok "]),
        ("not-numbers", ["publish 0=- 1=1.5 0=- 0=- 1=- @5", "read ok "]),
        ("bad-device", ["fault unknown-device 1", "read ok "]),
        ("bad-request", ["fault bad-request 1", "read ok "]),
    ])
    func `a wrong deed is counted, the rest is taken`(_ deed: String, _ expected: [String]) throws {
        #expect(try lines(of: deed) == expected)
    }

    @Test func `a missing answer is given by the clock`() throws {
        let bench = try Bench.misbehaving("no-answer")
        try bench.read(timeout: .milliseconds(5))
        #expect(bench.owner.wait(for: "read") == "read timeout the plugin did not answer in time")
        #expect(
            try bench.settledLines() == [
                "asked", "fault missing-answer 1", "read timeout the plugin did not answer in time",
            ])
    }

    @Test func `each request has its own deadline`() throws {
        let bench = try Bench.misbehaving("no-answer")
        try bench.on {
            for (name, timeout) in [("long", 60_000), ("short", 5), ("middle", 10)] {
                bench.instance?.read(group: 0, timeout: .milliseconds(timeout)) {
                    bench.owner.add("read \(name) \($0.status.word)")
                }
            }
        }
        #expect(bench.owner.wait(for: "read middle") == "read middle timeout")
        #expect(bench.owner.lines.filter { $0.hasPrefix("read") } == ["read short timeout", "read middle timeout"])
        try bench.stop()
        #expect(bench.owner.lines.last == "read long cancelled")
    }

    @Test func `an answer after the time-out is late`() throws {
        let bench = try Bench.misbehaving("late-answer")
        try bench.read(timeout: .milliseconds(5), name: "first")
        #expect(bench.owner.wait(for: "first") == "first timeout the plugin did not answer in time")
        try bench.read(name: "second")
        #expect(bench.owner.wait(for: "second") == "second ok ")
        #expect(bench.owner.lines.contains("fault late-answer 1"))
    }

    @Test func `an answer to what a stop cancelled is not minded`() throws {
        let bench = try Bench.misbehaving("answer-in-stop")
        try bench.read()
        try bench.stop()
        // Within stop the request still waits, so this answer is the first.
        #expect(try bench.settledLines() == ["asked", "read ok too late"])
    }

    @Test func `an answer from another thread arrives whole`() throws {
        #expect(try lines(of: "thread-answer") == ["read ok from afar"])
    }

    @Test func `a publish from another thread is refused`() throws {
        #expect(try lines(of: "thread-publish") == ["fault wrong-thread 1", "read ok from afar"])
    }

    @Test func `thirty-two threads may log and answer, and nothing else`() throws {
        let bench = try Bench.misbehaving("many-threads")
        try bench.read()
        #expect(bench.owner.wait(for: "read") == "read ok ")
        let lines = try bench.settledLines()
        #expect(lines.count { $0 == "log 2 from afar" } == 3200)
        #expect(!lines.contains { $0.hasPrefix("publish") || $0.hasPrefix("link") })
        // Reports of one kind are put together; none is lost.
        func total(_ start: String) -> Int {
            lines.filter { $0.hasPrefix(start) }.reduce(0) { $0 + (Int($1.dropFirst(start.count)) ?? 0) }
        }
        #expect(total("fault wrong-thread ") == 6400)
        #expect(total("fault unknown-token ") == 3200)
    }

    @Test func `words are cut and repaired`() throws {
        let lines = try lines(of: "long-words")
        let words = String(repeating: "w", count: 4096)
        #expect(lines.contains("log 2 \(words)"))
        #expect(lines.contains("link 0 up good \(words)"))
        #expect(lines.contains("log 99 \u{FFFD}("))
        #expect(lines.last == "read ok ")
    }

    @Test func `a publish before start and after stop is refused`() throws {
        let early = try Bench("misbehaving", cells: [.text("publish-in-create")])
        #expect(try early.settledLines() == ["fault not-running 1"])
        let late = try Bench.misbehaving("publish-after-stop")
        try late.destroy()
        #expect(late.owner.lines == ["fault not-running 1"])
    }

    @Test func `a failure is told once, when the call is over`() throws {
        let bench = try Bench.misbehaving("failed-twice")
        bench.owner.onFailure = { [unowned bench] in
            bench.instance?.stop()
            bench.owner.add("stopped")
        }
        try bench.read()
        #expect(bench.owner.wait(for: "stopped") != nil)
        #expect(
            try bench.settledLines() == ["asked", "failed device first", "read ok ", "stopped"]
                || bench.owner.lines == ["asked", "read ok ", "failed device first", "stopped"])
    }

    @Test func `a failure within start arrives when it runs`() throws {
        let bench = try Bench.misbehaving("failed-in-start")
        #expect(bench.owner.wait(for: "failed") == "failed unreachable nobody there")
        #expect(try bench.settledLines() == ["failed unreachable nobody there"])
    }

    @Test func `a failure of the last run is not told in the next`() throws {
        let bench = try Bench("misbehaving", cells: [.text("failed-twice")])
        try bench.prepare()
        try bench.start()
        try bench.on {
            bench.instance?.read(group: 0, timeout: .seconds(1)) { _ in }
            bench.instance?.stop()
            try bench.instance?.start()
        }
        #expect(!(try bench.settledLines()).contains { $0.hasPrefix("failed") })
    }

    @Test func `a start that answers nonsense is a bug`() throws {
        let bench = try Bench("misbehaving", cells: [.text("odd-start")])
        try bench.prepare()
        let failure = #expect(throws: PluginFailure.self) { try bench.start() }
        #expect(failure?.status == .bug)
    }

    @Test func `a create that makes nothing is a bug`() throws {
        let failure = #expect(throws: PluginFailure.self) { try Bench("misbehaving", cells: [.text("no-instance")]) }
        #expect(failure == PluginFailure(status: .bug, message: "its create made no instance"))
    }

    @Test func `a reason without an end is cut`() throws {
        let failure = #expect(throws: PluginFailure.self) { try Bench("misbehaving", cells: [.text("long-error")]) }
        #expect(failure?.message == String(repeating: "x", count: 504))
    }

    @Test func `problems count even if the plugin says the plan is fine`() throws {
        let bench = try Bench("misbehaving", cells: [.text("problem-but-ok")])
        let failure = #expect(throws: PlanFailure.self) { try bench.prepare() }
        #expect(failure?.problems == [PlanProblem(message: "something")])
    }

    @Test func `a call after destroy finds nobody, and is counted`() throws {
        let first = try Bench.misbehaving("keep-host")
        try first.stop()
        try first.destroy()
        let before = PluginInstance.callsAfterDestroy
        let second = try Bench.misbehaving("after-destroy")
        try second.read()
        #expect(second.owner.wait(for: "read") == "read ok ")
        #expect(first.owner.lines == [])
        #expect(PluginInstance.callsAfterDestroy > before)
    }

    @Test func `an owner may stop and destroy from within an answer`() throws {
        let bench = try Bench.misbehaving("no-answer")
        try bench.on {
            for (name, timeout) in [("a", 5), ("b", 60_000)] {
                bench.instance?.read(group: 0, timeout: .milliseconds(timeout)) {
                    bench.owner.add("\(name) \($0.status.word)")
                    bench.instance?.destroy()
                }
            }
        }
        #expect(bench.owner.wait(for: "b") == "b cancelled")
        #expect(try bench.settledLines() == ["fault missing-answer 1", "a timeout", "b cancelled"])
    }

    @Test func `an owner that asks again in each answer is not answered from within`() throws {
        let bench = try Bench.misbehaving("nothing")
        try bench.on { Self.again(bench, 1000) }
        #expect(bench.owner.wait(for: "done") != nil)
    }

    private static func again(_ bench: Bench, _ left: Int) {
        guard left > 0 else { return bench.owner.add("done") }
        bench.instance?.read(group: 0, timeout: .seconds(10)) { _ in again(bench, left - 1) }
    }
}
