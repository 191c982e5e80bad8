import GatewayCore
import GatewayLoop
import PluginHost

/// One plugin, loaded and running on an event loop of its own.
///
/// Unchecked: the instance is only touched on the loop.
package final class Bench: @unchecked Sendable {
    package let loop: EventLoop
    package let owner = Recorder()
    package private(set) var instance: PluginInstance?

    /// Loads the first plugin of a file and makes its instance.
    package init(file: PluginFile, cells: [Cell]) throws {
        guard let id = file.plugins.first?.id else { throw BenchFailure("\(file.verdict)") }
        let plugin = try LoadedPlugin.load(file, id: id)
        loop = try EventLoop(name: "bench")
        let settings = InstanceSettings(name: "channel", site: "site", cells: cells)
        instance = try on { try PluginInstance(plugin, settings: settings, loop: self.loop, owner: self.owner) }
    }

    deinit {
        // The last to let go may be the loop itself, which cannot wait for its own end.
        let instance = instance
        let loop = loop
        Task.detached {
            loop.runAndWait { instance?.destroy() }
            loop.stop()
        }
    }

    /// Runs `work` on the loop and waits for it.
    @discardableResult
    package func on<Result>(_ work: @escaping () throws -> Result) throws -> Result {
        guard let result = loop.runAndWait({ Swift.Result { try work() } }) else {
            throw BenchFailure("the loop has ended")
        }
        return try result.get()
    }

    package func prepare(points: Int = 2, addresses: [Cell] = []) throws {
        try prepare(Self.plan(points, addresses))
    }

    package func prepare(_ plan: InstancePlan) throws {
        try on { try self.instance?.prepare(plan) }
    }

    package static func plan(_ points: Int, _ addresses: [Cell] = []) -> InstancePlan {
        InstancePlan(
            devices: [PlanDevice(name: "meter", cells: [])], groups: [PlanGroup(device: 0, period: .seconds(1))],
            points: (0..<points).map { index in
                PlanPoint(
                    handle: UInt32(index), device: 0, group: 0, dataType: .int64, access: [.read, .write],
                    name: "p\(index)",
                    unit: "W", address: index < addresses.count ? [addresses[index]] : [])
            })
    }

    package func start() throws { try on { try self.instance?.start() } }
    package func stop() throws { try on { self.instance?.stop() } }
    package func destroy() throws { try on { self.instance?.destroy() } }

    /// Asks for group 0; the answer is a line `read …`, and a line `asked` says that the call had returned before.
    package func read(timeout: Duration = .seconds(10), name: String = "read") throws {
        try on {
            self.instance?.read(group: 0, timeout: timeout) {
                self.owner.add("\(name) \($0.status.word) \($0.message)")
            }
            self.owner.add("asked")
        }
    }

    package func write(_ value: Value, name: String = "write") throws {
        try on {
            self.instance?.write(point: 0, value: value, phase: 0, lifetime: .seconds(10)) {
                self.owner.add("\(name) \($0.status.word) \($0.message)")
            }
        }
    }

    package func deliver(_ buffer: SampleBuffer, isResent: Bool = false) throws {
        try on {
            let block = DeliveryBlock(
                stream: 1, epoch: 2, sequence: 3, isResent: isResent, samples: buffer.view,
                bytes: buffer.byteView,
                received: Timestamp(rawValue: 9))
            self.instance?.deliver(block, timeout: .seconds(10)) {
                self.owner.add("deliver \($0.status.word) \($0.message)")
            }
        }
    }

    /// All lines, after everything that is under way on the loop has been done.
    package func settledLines() throws -> [String] {
        // Once for what was handed in, once for what that handed in.
        for _ in 0..<3 { try on {} }
        return owner.lines
    }
}
