import GatewayCore
import PluginBench
import PluginHost
import Testing

/// What every driver of the kit does, whatever it is written in.
struct DriverTrial {
    let file: PluginFile
    let isolation: Isolation

    init(_ file: PluginFile, in isolation: Isolation) {
        (self.file, self.isolation) = (file, isolation)
    }

    func run() throws {
        let bench = try PlacedBench(file: file, cells: [.float(0), .int(60_000)], in: isolation)
        try bench.prepare(plan(["sine": .float64, "counter": .uint64, "setpoint": .float64]))
        for _ in 1...2 {
            bench.owner.forget()
            try bench.start()
            #expect(bench.owner.wait(for: "link all up") != nil)
            try reads(bench)
            try writes(bench)
            try bench.stop()
        }
        try refuses()
    }

    /// Amplitude 0 makes the wave a flat line; what was not set yet has no value.
    private func reads(_ bench: PlacedBench) throws {
        #expect(bench.read("first") == "first ok ")
        #expect(bench.owner.wait(for: "publish")?.hasPrefix("publish 0=0.0 1=1 2=- @") == true, "\(bench.owner.lines)")
    }

    private func writes(_ bench: PlacedBench) throws {
        #expect(bench.write(.float(4.5), point: 2, "set") == "set ok ")
        #expect(bench.read("second") == "second ok ")
        #expect(bench.owner.wait(for: "publish 0=0.0 1=2 2=4.5 @") != nil, "\(bench.owner.lines)")
        let refused = "wave unsupported only points with signal 'setpoint' can be written"
        #expect(bench.write(.float(1), point: 0, "wave") == refused)
        #expect(bench.write(.float(.nan), point: 2, "nan") == "nan device the device takes finite numbers only")
        #expect(bench.write(.text("7"), point: 2, "text")?.hasPrefix("text device") == true)
        #expect(!bench.owner.lines.contains { $0.hasPrefix("fault") }, "\(bench.owner.lines)")
    }

    /// Every wrong address is said, with its column.
    private func refuses() throws {
        let bench = try PlacedBench(file: file, cells: [.float(1), .int(1000)], in: isolation)
        let failure = #expect(throws: PlanFailure.self) {
            try bench.prepare(plan(["sine": .uint64, "counter": .float32, "setpoint": .text]))
        }
        #expect(failure?.failure.status == .configuration)
        #expect(failure?.problems.map(\.point) == [0, 1, 2])
        #expect(failure?.problems.allSatisfy { $0.column == 0 && !$0.message.isEmpty } == true)
    }

    /// One device, one group, a point for each signal.
    private func plan(_ types: KeyValuePairs<String, DataType>) -> InstancePlan {
        InstancePlan(
            devices: [PlanDevice(name: "device", cells: [])], groups: [PlanGroup(device: 0, period: .seconds(1))],
            points: types.enumerated().map { index, entry in
                PlanPoint(
                    handle: UInt32(index), device: 0, group: 0, dataType: entry.value,
                    access: entry.key == "setpoint" ? [.read, .write] : .read, name: entry.key, unit: "",
                    address: [.text(entry.key)])
            })
    }
}
