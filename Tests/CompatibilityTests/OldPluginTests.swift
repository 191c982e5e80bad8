import GatewayCore
import PluginBench
import PluginHost
import Testing

/// Plugins of old revisions, compiled against their old headers, in today's host.
@Suite struct OldPluginTests {
    private func file(_ revision: Revision, _ name: String) throws -> PluginFile {
        BuiltProducts.judged(try CompiledPlugins.file(revision.source(name), headers: revision.headers))
    }

    @Test func `there is something to keep`() {
        #expect(Revision.all.first == Revision(major: 1, minor: 0))
        #expect(Revision.all.allSatisfy { !$0.plugins.isEmpty })
    }

    @Test(arguments: Revision.all) func `every old plugin is accepted`(_ revision: Revision) throws {
        for name in revision.plugins {
            let verdict = try file(revision, name).verdict
            guard case .accepted(let plugins) = verdict else {
                Issue.record("\(revision.name)/\(name).c: \(verdict)")
                continue
            }
            #expect(plugins.count == 1)
        }
    }

    @Test(arguments: Revision.all) func `every old plugin still compiles with today's header`(_ revision: Revision)
        throws
    {
        for name in revision.plugins {
            _ = try CompiledPlugins.file(revision.source(name), headers: Revision.today)
        }
    }

    // MARK: - 1.0, function by function

    private static let first = Revision(major: 1, minor: 0)
    private static let settings: [Cell] = [.bool(true), .int(7), .float(0.5), .text("grüezi"), .text("good"), .absent]

    @Test func `1·0 polling driver: what it says of itself is read whole`() throws {
        let description = try #require(try file(Self.first, "polling_driver").plugins.first)
        #expect(description.id == "polling-1-0" && description.version == "1.2.3" && description.kind == .driver)
        #expect(
            description.settings.map(\.kind) == [
                .bool, .int(0...1000), .float(-10...10), .text(length: 1...20), .choice(["good", "bad"]), .secret,
            ])
        #expect(description.settings.map(\.defaultText) == ["true", "7", "0.5", nil, "good", nil])
        #expect(description.settings.map(\.isRequired) == [false, false, false, true, false, false])
        #expect(description.device.map(\.key) == ["unit_id"] && description.address.map(\.key) == ["what"])
        #expect(
            description.extensions == ["gw.describe/1", "gw.plan/1", "gw.poll/1", "gw.write/1", "gw.trace/1"])
    }

    private func bench(_ name: String, _ cells: [Cell] = settings, in isolation: Isolation) throws -> PlacedBench {
        try PlacedBench(file: try file(Self.first, name), cells: cells, in: isolation)
    }

    @Test(arguments: Isolation.allCases) func `1·0 polling driver: its whole life`(_ isolation: Isolation) throws {
        let bench = try bench("polling_driver", in: isolation)
        try bench.prepare(Self.plan(registers: Array(0..<8)))
        try bench.start()
        #expect(bench.read() == "read ok ")
        try bench.stop()
        #expect(
            bench.owner.lines.filter { !["made", "started", "stopped"].contains($0) } == [
                "log 2 channel on site says grüezi, enabled 1, password none",
                "log 2 1 devices, first meter unit 3; 1 groups, first every 1500000000 ns; 8 points, first p0 in kW",
                "link all up good up",
                "publish 0=true 1=-8 2=18446744073709551615 3=4.0 4=text 5=ab cd 6=- 7=0 @4242",
                "read ok ", "link 0 down bad(not-connected) down",
            ])
    }

    @Test(arguments: Isolation.allCases)
    func `1·0 polling driver: writes, answers, errors, frames, interruption`(_ isolation: Isolation) throws {
        let bench = try bench("polling_driver", in: isolation)
        try bench.prepare(Self.plan(registers: Array(0..<8)))
        try bench.start()
        #expect(bench.write(.int(-5), point: 7, "number") == "number ok ")
        #expect(bench.write(.text("grün"), point: 7, "text") == "text device not 'grün'")
        #expect(bench.write(.float(1), point: 7, "float") == "float unsupported whole numbers only")
        bench.asked { $0.trace(on: true) }
        #expect(bench.read("second") == "second ok ")
        #expect(bench.owner.wait(for: "frame") == "frame received [116, 101] two bytes")
        #expect(bench.owner.wait(for: "publish")?.hasSuffix("7=-5 @4242") == true)
        #expect(bench.read("ninth") == "ninth ok ")
        #expect(bench.read("tenth") == "tenth timeout nobody answers at ten")
        bench.asked { $0.interrupt() }
        #expect(bench.owner.wait(for: "log 2 interrupted") != nil)
        #expect(!bench.owner.lines.contains { $0.hasPrefix("fault") })
    }

    @Test(arguments: Isolation.allCases)
    func `1·0 polling driver: what it refuses is told with its place`(_ isolation: Isolation) throws {
        var bad = Self.settings
        bad[4] = .text("bad")
        let failure = #expect(throws: PlanFailure.self) {
            try bench("polling_driver", bad, in: isolation).prepare(Self.plan(registers: [1]))
        }
        #expect(failure?.failure == PluginFailure(status: .configuration, message: "the mode is bad", column: 4))
        let refused = #expect(throws: PlanFailure.self) {
            try bench("polling_driver", in: isolation).prepare(Self.plan(registers: [99, 1, 99]))
        }
        #expect(refused?.problems.map(\.point) == [0, 2])
        #expect(refused?.problems.first?.message == "register 99 is not there")
    }

    @Test(arguments: Isolation.allCases)
    func `1·0 loop driver: files, timers, wakes and its failure`(_ isolation: Isolation) throws {
        let bench = try bench("loop_driver", [], in: isolation)
        try bench.prepare(points: 1)
        #expect(bench.asked { $0.isOnLoop } == true)
        try bench.start()
        #expect(bench.owner.wait(for: "log 1 woken") != nil)
        #expect(bench.read() == "read ok ")
        #expect(bench.owner.wait(for: "publish") == "publish 0=1 @10")
        #expect(bench.write(.bool(true))?.hasPrefix("write device") == true)
        #expect(bench.owner.wait(for: "failed") == "failed unreachable the write broke it")
        try bench.stop()
        let lines = bench.owner.lines
        #expect(lines.contains("log 1 tick") && !lines.contains { $0.contains("cancelled") || $0.hasPrefix("fault") })
    }

    @Test(arguments: Isolation.allCases)
    func `1·0 sink: blocks, answers, window and commands`(_ isolation: Isolation) throws {
        let bench = try bench("sink", [], in: isolation)
        try bench.prepare(points: 2)
        #expect(bench.asked { $0.window } == 3)
        try bench.start()
        let block = SampleBuffer()
        block.append(Sample(point: 0, int: 1))
        block.append(point: 1, text: "ende")
        #expect(bench.deliver(block, sequence: 8, "taken") == "taken ok ")
        #expect(bench.owner.wait(for: "log 2 1/2") == "log 2 1/2/8: 2 of 2, received 9, last 1 'ende'")
        #expect(bench.owner.wait(for: "request") == "request 5 channel.device.point -12 2.0 seconds")
        #expect(bench.deliver(SampleBuffer(), "later") == "later retry no samples")
        #expect(bench.deliver(block, isResent: true, "never") == "never rejected came before")
        bench.asked { $0.answered(token: 5, status: .device, message: "no") }
        #expect(bench.owner.wait(for: "log 2 5 ended") == "log 2 5 ended with -3: no")
    }

    private static func plan(registers: [Int64]) -> InstancePlan {
        InstancePlan(
            devices: [PlanDevice(name: "meter", cells: [.int(3)])],
            groups: [PlanGroup(device: 0, period: .milliseconds(1500))],
            points: registers.enumerated().map { index, register in
                PlanPoint(
                    handle: UInt32(index), device: 0, group: 0, dataType: .int64, access: [.read, .write],
                    name: "p\(index)", unit: "kW", address: [.int(register)])
            })
    }
}
