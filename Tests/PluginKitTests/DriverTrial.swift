import GatewayCore
import PluginBench
import PluginHost
import Testing

/// What every driver of the kit does, whatever it is written in.
struct DriverTrial {
    let file: PluginFile

    init(_ file: PluginFile) {
        self.file = file
    }

    func run() throws {
        let bench = try Bench(file: file, cells: [.float(0), .int(60_000)])
        try bench.prepare(plan(["sine": .float64, "counter": .uint64, "setpoint": .float64]))
        for _ in 1...2 {
            try bench.start()
            #expect(bench.owner.wait(for: "link all up") != nil)
            try reads(bench)
            try writes(bench)
            try bench.stop()
            bench.owner.forget()
        }
        try refuses()
    }

    /// Amplitude 0 makes the wave a flat line; what was not set yet has no value.
    private func reads(_ bench: Bench) throws {
        try bench.read(name: "first")
        #expect(bench.owner.wait(for: "first") == "first ok ")
        #expect(bench.owner.wait(for: "publish")?.hasPrefix("publish 0=0.0 1=1 2=- @") == true, "\(bench.owner.lines)")
    }

    private func writes(_ bench: Bench) throws {
        try bench.write(.float(4.5), point: 2, name: "set")
        #expect(bench.owner.wait(for: "set") == "set ok ")
        try bench.read(name: "second")
        #expect(bench.owner.wait(for: "second") == "second ok ")
        #expect(bench.owner.wait(for: "publish 0=0.0 1=2 2=4.5 @") != nil, "\(bench.owner.lines)")
        try bench.write(.float(1), point: 0, name: "wave")
        #expect(bench.owner.wait(for: "wave") == "wave unsupported only points with signal 'setpoint' can be written")
        try bench.write(.float(.nan), point: 2, name: "nan")
        #expect(bench.owner.wait(for: "nan") == "nan device the device takes finite numbers only")
        try bench.write(.text("7"), point: 2, name: "text")
        #expect(bench.owner.wait(for: "text")?.hasPrefix("text device") == true)
        #expect(!(try bench.settledLines()).contains { $0.hasPrefix("fault") }, "\(bench.owner.lines)")
    }

    /// Every wrong address is said, with its column.
    private func refuses() throws {
        let bench = try Bench(file: file, cells: [.float(1), .int(1000)])
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
