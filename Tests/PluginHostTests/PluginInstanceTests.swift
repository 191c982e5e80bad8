import GatewayCore
import GatewayLoop
import Testing

@testable import PluginHost

@Suite struct PluginInstanceTests {
    // MARK: - A driver on the loop

    @Test func `a driver is made, prepared, started, read and stopped`() throws {
        let bench = try Bench("hello_driver", cells: [.int(4)])
        try bench.prepare()
        try bench.start()
        try bench.read()
        #expect(bench.owner.wait(for: "read") == "read ok ")
        try bench.stop()
        let lines = try bench.settledLines().filter { !$0.contains("woken") }
        #expect(
            lines == [
                "log 2 site", "link all up good connected", "publish 0=50 1=51 @1000", "asked", "read ok ",
                "log 2 stopped",
            ])
    }

    @Test func `what it offers is seen`() throws {
        let driver = try Bench("hello_driver")
        #expect(try driver.on { driver.instance?.isOnLoop } == true)
        #expect(try driver.on { driver.instance?.isPolled } == true)
        let sink = try Bench("hello_sink")
        #expect(try sink.on { sink.instance?.isOnLoop } == false)
        #expect(try sink.on { sink.instance?.isPolled } == false)
        #expect(try sink.on { sink.instance?.window } == 4)
        let poller = try Bench("plain")
        #expect(try poller.on { poller.instance?.isOnLoop } == false)
        #expect(try poller.on { poller.instance?.isPolled } == true)
        #expect(try poller.on { poller.instance?.window } == 1)
    }

    @Test func `its timer fires and its wake arrives`() throws {
        let bench = try Bench("hello_driver")
        try bench.prepare()
        try bench.start()
        #expect(bench.owner.wait(for: "log 2 woken") == "log 2 woken")
    }

    @Test func `a write is answered when its file is ready`() throws {
        let bench = try Bench("hello_driver")
        try bench.prepare()
        try bench.start()
        try bench.write(.int(700))
        #expect(bench.owner.wait(for: "write") == "write device the device says no")
        try bench.read()
        #expect(bench.owner.wait(for: "publish") == "publish 0=7010 1=7011 @1000")
    }

    @Test func `texts cross both ways`() throws {
        let bench = try Bench("hello_driver")
        try bench.prepare()
        try bench.start()
        try bench.write(.text("grün"))
        #expect(bench.owner.wait(for: "write") == "write ok ")
        #expect(bench.owner.wait(for: "publish") == "publish 0=grün @2000")
    }

    @Test func `frames are shown while tracing is on`() throws {
        let bench = try Bench("hello_driver")
        try bench.prepare()
        try bench.start()
        try bench.read()
        #expect(bench.owner.wait(for: "read") != nil)
        #expect(!bench.owner.lines.contains { $0.hasPrefix("frame") })
        try bench.on { bench.instance?.trace(on: true) }
        try bench.read(name: "traced")
        #expect(bench.owner.wait(for: "traced") != nil)
        #expect(bench.owner.wait(for: "frame") == "frame sent [1, 2] read")
    }

    @Test func `it may be started again after a stop`() throws {
        let bench = try Bench("hello_driver")
        try bench.prepare()
        for round in 1...3 {
            try bench.start()
            try bench.read(name: "round \(round)")
            #expect(bench.owner.wait(for: "round \(round)") == "round \(round) ok ")
            try bench.stop()
        }
        #expect(!(try bench.settledLines()).contains { $0.hasPrefix("fault") })
    }

    @Test func `a request in flight at the stop is cancelled, once`() throws {
        let bench = try Bench("hello_driver")
        try bench.prepare()
        try bench.start()
        try bench.on {
            bench.instance?.write(point: 0, value: .int(1), phase: 0, lifetime: .seconds(10)) {
                bench.owner.add("write \($0.status.word)")
            }
            bench.instance?.stop()
            bench.owner.add("stopped")
        }
        let lines = try bench.settledLines().filter { $0.hasPrefix("write") || $0 == "stopped" }
        #expect(lines == ["write cancelled", "stopped"])
    }

    @Test func `what is asked of a stopped instance is cancelled`() throws {
        let bench = try Bench("hello_driver")
        try bench.prepare()
        try bench.read()
        #expect(bench.owner.wait(for: "read") == "read cancelled the instance is not running")
        #expect(bench.owner.lines.suffix(2).first == "asked")
    }

    @Test func `what a plugin cannot do is unsupported`() throws {
        let bench = try Bench("hello_sink")
        try bench.prepare()
        try bench.start()
        try bench.read()
        try bench.write(.bool(true))
        #expect(bench.owner.wait(for: "read") == "read unsupported this plugin is not polled")
        #expect(bench.owner.wait(for: "write") == "write unsupported this plugin cannot write")
    }

    @Test func `a group that is not in the plan is a bug of ours`() throws {
        let bench = try Bench("hello_driver")
        try bench.prepare()
        try bench.start()
        try bench.on {
            for group in [-1, 1, Int.max] {
                bench.instance?.read(group: group, timeout: .seconds(1)) {
                    bench.owner.add("\(group) \($0.status.word)")
                }
            }
        }
        let lines = try bench.settledLines()
        #expect(lines.contains("-1 bug") && lines.contains("1 bug") && lines.contains("\(Int.max) bug"))
    }

    @Test func `settings the plugin does not like name their column`() throws {
        let failure = #expect(throws: PluginFailure.self) { try Bench("hello_driver", cells: [.int(-1)]) }
        #expect(failure == PluginFailure(status: .configuration, message: "start_at of channel is negative", column: 0))
    }

    @Test func `every wrong address is said`() throws {
        let bench = try Bench("hello_driver")
        let failure = #expect(throws: PlanFailure.self) {
            try bench.prepare(points: 3, addresses: [.int(100), .int(99), .int(101)])
        }
        #expect(failure?.failure.status == .configuration)
        #expect(
            failure?.problems == [
                PlanProblem(point: 0, column: 0, message: "the register is beyond 99"),
                PlanProblem(point: 2, column: 0, message: "the register is beyond 99"),
            ])
    }

    // MARK: - A driver that may block

    @Test func `a polling driver answers by returning`() throws {
        let bench = try Bench("plain")
        try bench.prepare()
        try bench.start()
        try bench.read()
        #expect(bench.owner.wait(for: "read") == "read ok ")
        #expect(bench.owner.lines == ["asked", "read ok "])
    }

    @Test func `interrupt may come from any thread, and after destroy`() throws {
        let bench = try Bench("misbehaving", cells: [.text("nothing")])
        bench.instance?.interrupt()
        #expect(bench.owner.lines == ["log 2 interrupted"])
        try bench.destroy()
        bench.instance?.interrupt()
        #expect(bench.owner.lines == ["log 2 interrupted"])
    }

    // MARK: - A sink

    private func buffer(_ text: String? = nil) -> SampleBuffer {
        let buffer = SampleBuffer()
        if let text { buffer.append(point: 7, text: text) } else { buffer.append(Sample(point: 7, int: 1)) }
        return buffer
    }

    @Test func `a sink takes, postpones and rejects`() throws {
        let bench = try Bench("hello_sink")
        try bench.prepare()
        try bench.start()
        try bench.deliver(buffer())
        try bench.deliver(SampleBuffer())
        try bench.deliver(buffer(), isResent: true)
        #expect(try bench.settledLines() == ["deliver ok ", "deliver retry ", "deliver rejected block 3 was here"])
    }

    @Test func `a sink may ask for a command and hears of its end`() throws {
        let bench = try Bench("hello_sink")
        try bench.prepare()
        try bench.start()
        try bench.deliver(buffer("pv.inverter.limit"))
        #expect(bench.owner.wait(for: "deliver") == "deliver ok ")
        #expect(bench.owner.wait(for: "request") == "request 77 pv.inverter.limit 2.5 1.0 seconds")
        try bench.on { bench.instance?.answered(token: 77, status: .device, message: "refused") }
        #expect(bench.owner.wait(for: "log") == "log 2 answered 77 -3 refused")
    }

    @Test func `a sink from before there were windows has one of 1`() throws {
        let bench = try Bench("old_sink")
        #expect(try bench.on { bench.instance?.window } == 1)
        try bench.prepare()
        try bench.start()
        try bench.deliver(buffer())
        #expect(bench.owner.wait(for: "deliver") == "deliver ok ")
    }
}
