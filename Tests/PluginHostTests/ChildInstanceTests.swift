import GatewayCore
import GatewayLoop
import Glibc
import Testing

@testable import PluginHost

/// Plugins in processes of their own do what they do inside.
@Suite struct ChildInstanceTests {
    @Test func `a driver is read, written, traced and stopped`() throws {
        let bench = try ChildBench("hello_driver", cells: [.int(4)])
        #expect(bench.start() == "start ok")
        #expect(bench.owner.wait(for: "link") == "link all up good connected")
        #expect(bench.owner.wait(for: "log 2 woken") != nil)
        #expect(bench.answerOfRead() == "read ok ")
        #expect(bench.owner.wait(for: "publish") == "publish 0=50 1=51 @1000")
        bench.write(.int(70))
        #expect(bench.owner.wait(for: "write") == "write device the device says no")
        bench.write(.text("Grüße"))
        #expect(bench.owner.wait(for: "publish 0=G") == "publish 0=Grüße @2000")
        bench.on { bench.instance?.trace(on: true) }
        bench.read(name: "second")
        #expect(bench.owner.wait(for: "second") == "second ok ")
        #expect(bench.owner.lines.contains("frame sent [1, 2] read"))
        #expect(bench.stop() == "is stopped")
        #expect(bench.owner.lines.contains("log 2 stopped"))
        #expect(bench.destroy() == "is destroyed")
    }

    @Test func `a stopped driver starts again in the same process`() throws {
        let bench = try ChildBench("hello_driver", cells: [.int(0)])
        #expect(bench.start() == "start ok")
        let pid = bench.loop.runAndWait { bench.instance?.pid }
        #expect(bench.stop() == "is stopped")
        bench.on { bench.instance?.start { bench.owner.add("again \($0 == nil)") } }
        #expect(bench.owner.wait(for: "again") == "again true")
        #expect(bench.loop.runAndWait { bench.instance?.pid } == pid)
        #expect(bench.answerOfRead() == "read ok ")
    }

    @Test func `wrong settings come back with their column`() throws {
        let bench = try ChildBench("hello_driver", cells: [.int(-1)])
        #expect(bench.refusal?.failure.status == .configuration)
        #expect(bench.refusal?.failure.message == "start_at of channel is negative")
        #expect(bench.refusal?.failure.column == 0)
    }

    @Test func `a plan that is not taken says why, point by point`() throws {
        let bench = try ChildBench(
            "hello_driver", cells: [.int(0)], plan: Bench.plan(3, [.int(1), .int(100), .int(200)]))
        #expect(bench.refusal?.failure.status == .configuration)
        #expect(bench.refusal?.problems.map(\.point) == [1, 2])
        #expect(bench.refusal?.problems.first?.message == "the register is beyond 99")
    }

    @Test func `a sink takes, refuses and asks for a command`() throws {
        let bench = try ChildBench("hello_sink")
        #expect(bench.start() == "start ok")
        #expect(bench.loop.runAndWait { bench.instance?.window } == 4)
        let buffer = SampleBuffer(capacity: 1)
        bench.deliver(buffer)
        #expect(bench.owner.wait(for: "deliver") == "deliver retry ")
        buffer.append(Sample(point: 0, int: 1))
        bench.deliver(buffer, isResent: true)
        #expect(bench.owner.wait(for: "deliver rejected") == "deliver rejected block 3 was here")
        buffer.removeAll()
        buffer.append(point: 0, text: "a.b.c")
        bench.deliver(buffer)
        #expect(bench.owner.wait(for: "deliver ok") != nil)
        #expect(bench.owner.wait(for: "request") == "request 77 a.b.c 2.5 1.0 seconds")
        bench.on { bench.instance?.answered(token: 77, status: .ok, message: "done") }
        #expect(bench.owner.wait(for: "log 2 answered") == "log 2 answered 77 0 done")
    }

    @Test func `a block that is larger than the ring arrives whole`() throws {
        let bench = try ChildBench("hello_sink")
        #expect(bench.start() == "start ok")
        let buffer = SampleBuffer(capacity: 1)
        for index in 0..<100_000 { buffer.append(Sample(point: UInt32(index), int: 1)) }
        #expect(buffer.count * 24 > SharedMemory.ringSize * 4)
        for _ in 0..<20 { bench.deliver(buffer) }
        while bench.owner.lines.filter({ $0 == "deliver ok " }).count < 20 {
            try #require(bench.owner.wait(for: "deliver ok") != nil)
            usleep(1000)
        }
    }

    @Test(arguments: [
        ("two-answers", ["fault second-answer 1", "read ok one"]),
        ("odd-status", ["fault unknown-status 1", "read bug the plugin answered with the unknown status -77"]),
        ("bad-handle", ["publish 0=1 1=2 @5", "fault unknown-handle 1", "read ok "]),
        ("bad-span", ["publish 0=1 1=2 @5", "fault bad-span 1", "read ok "]),
        ("bad-batch", ["fault bad-batch 1", "fault bad-batch 1", "fault bad-batch 1", "read ok "]),
        ("bad-device", ["fault unknown-device 1", "read ok "]),
        ("no-answer", ["fault missing-answer 1", "read timeout the plugin did not answer in time"]),
    ])
    func `a wrong deed is counted as it is inside`(_ deed: String, _ expected: [String]) throws {
        let bench = try ChildBench("misbehaving", cells: [.text(deed)])
        #expect(bench.start() == "start ok")
        #expect(bench.answerOfRead(timeout: .milliseconds(200)) != nil)
        #expect(bench.owner.lines.filter { !["made", "start ok"].contains($0) } == expected)
    }

    @Test func `an instance can be let go at any time`() throws {
        for step in 0..<3 {
            let bench = try ChildBench("hello_driver", cells: [.int(0)])
            if step > 0 { _ = bench.start() }
            if step > 1 { bench.read() }
            #expect(bench.destroy() == "is destroyed")
        }
    }

    @Test func `a process that is killed is seen at once and made anew`() throws {
        let bench = try ChildBench("hello_driver", cells: [.int(0)])
        #expect(bench.start() == "start ok")
        let pid = try #require(bench.loop.runAndWait { bench.instance?.pid } ?? nil)
        let before = ContinuousClock.now
        kill(pid, SIGKILL)
        let words = try #require(bench.owner.wait(for: "crashed"))
        #expect(words == "crashed unreachable its process was ended by SIGKILL (Killed)")
        #expect(ContinuousClock.now - before < .milliseconds(100))
        bench.on { bench.instance?.start { bench.owner.add("again \($0 == nil)") } }
        #expect(bench.owner.wait(for: "again") == "again true")
        #expect(ContinuousClock.now - before < .seconds(1))
        #expect(bench.answerOfRead() == "read ok ")
    }
}

/// What many samples that share one text become.
@Suite struct SharedTextTests {
    @Test func `each sample counts with its whole text, so that few bytes cannot become many`() {
        let text = [UInt8](repeating: 120, count: 60_000)
        let samples = (0..<1000).map { Sample(point: $0, type: .text, bits: UInt64(60_000) << 32) }
        samples.withUnsafeBufferPointer { samples in
            text.withUnsafeBytes { bytes in
                let message = SampleMessage(samples: samples, bytes: bytes, received: .none)
                #expect(message.spanBytes == 60_000_000)
                #expect(message.spanBytes > SampleMessage.spanLimit)
            }
        }
    }

    @Test func `a driver that shares a text among its samples is read in parts`() throws {
        let bench = try ChildBench("misbehaving", cells: [.text("shared-text")])
        #expect(bench.start() == "start ok")
        #expect(bench.answerOfRead() == "read ok ")
        let count = bench.owner.lines.filter { $0.hasPrefix("publish") }
            .reduce(0) { $0 + $1.split(separator: " ").filter { $0.contains("=") }.count }
        #expect(count == 200)
        #expect(!bench.owner.lines.contains { $0.hasPrefix("crashed") })
    }
}
