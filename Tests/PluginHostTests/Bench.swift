import GatewayCore
import GatewayLoop
import Testing

@testable import PluginHost

/// One fixture, loaded and running on an event loop of its own.
///
/// Unchecked: the instance is only touched on the loop.
final class Bench: @unchecked Sendable {
    let loop: EventLoop
    let owner = Recorder()
    private(set) var instance: PluginInstance?

    /// Loads the fixture and makes its instance.
    convenience init(_ fixture: String, cells: [Cell] = []) throws {
        try self.init(file: try Fixtures.judged(fixture), cells: cells)
    }

    /// Loads the first plugin of a file and makes its instance.
    init(file: PluginFile, cells: [Cell]) throws {
        let id = try #require(file.plugins.first?.id, "\(file.verdict)")
        let plugin = try LoadedPlugin.load(file, id: id)
        loop = try EventLoop(name: "bench")
        let settings = InstanceSettings(name: "channel", site: "site", cells: cells)
        instance = try on { try PluginInstance(plugin, settings: settings, loop: self.loop, owner: self.owner) }
    }

    /// A misbehaving driver, made to do one deed when it is read; prepared for two points and started.
    static func misbehaving(_ deed: String) throws -> Bench {
        let bench = try Bench("misbehaving", cells: [.text(deed)])
        try bench.prepare()
        try bench.start()
        return bench
    }

    deinit {
        // The last to let go may be the loop itself, which cannot wait for its own end.
        let (instance, loop) = (OnLoop(instance), loop)
        Task.detached {
            loop.runAndWait { instance.value?.destroy() }
            loop.stop()
        }
    }

    /// Runs `work` on the loop and waits for it.
    @discardableResult
    func on<Result>(_ work: @escaping () throws -> Result) throws -> Result {
        let result = loop.runAndWait { Swift.Result { try work() } }
        return try #require(result).get()
    }

    func prepare(points: Int = 2, addresses: [Cell] = []) throws {
        try on { try self.instance?.prepare(Self.plan(points, addresses)) }
    }

    static func plan(_ points: Int, _ addresses: [Cell] = []) -> InstancePlan {
        InstancePlan(
            devices: [PlanDevice(name: "meter", cells: [])], groups: [PlanGroup(device: 0, period: .seconds(1))],
            points: (0..<points).map { index in
                PlanPoint(
                    handle: UInt32(index), device: 0, group: 0, dataType: .int64, access: [.read, .write],
                    name: "p\(index)",
                    unit: "W", address: index < addresses.count ? [addresses[index]] : [])
            })
    }

    func start() throws { try on { try self.instance?.start() } }
    func stop() throws { try on { self.instance?.stop() } }
    func destroy() throws { try on { self.instance?.destroy() } }

    /// Asks for group 0; the answer is a line `read …`, and a line `asked` says that the call had returned before.
    func read(timeout: Duration = .seconds(10), name: String = "read") throws {
        try on {
            self.instance?.read(group: 0, timeout: timeout) {
                self.owner.add("\(name) \($0.status.word) \($0.message)")
            }
            self.owner.add("asked")
        }
    }

    func write(_ value: Value, name: String = "write") throws {
        try on {
            self.instance?.write(point: 0, value: value, phase: 0, lifetime: .seconds(10)) {
                self.owner.add("\(name) \($0.status.word) \($0.message)")
            }
        }
    }

    func deliver(_ buffer: SampleBuffer, isResent: Bool = false) throws {
        try on {
            let block = DeliveryBlock(
                stream: 1, epoch: 2, sequence: 3, isResent: isResent, samples: buffer.view, bytes: buffer.byteView,
                received: Timestamp(rawValue: 9))
            self.instance?.deliver(block, timeout: .seconds(10)) {
                self.owner.add("deliver \($0.status.word) \($0.message)")
            }
        }
    }

    /// All lines, after everything that is under way on the loop has been done.
    func settledLines() throws -> [String] {
        // Once for what was handed in, once for what that handed in.
        for _ in 0..<3 { try on {} }
        return owner.lines
    }
}
