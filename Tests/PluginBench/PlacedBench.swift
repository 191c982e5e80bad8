import GatewayCore
import GatewayLoop
import PluginHost

/// The first plugin of a file, inside this process or in one of its own, run in the same words wherever it is.
///
/// Unchecked: the instance is only touched on the loop.
package final class PlacedBench: @unchecked Sendable {
    package let owner = Recorder()
    private let loop: EventLoop
    private let plugin: any UsablePlugin
    private let settings: InstanceSettings
    private var instance: (any RunningInstance)?

    package init(file: PluginFile, cells: [Cell], in isolation: Isolation) throws {
        guard let id = file.plugins.first?.id else { throw BenchFailure("\(file.verdict)") }
        plugin = try Self.plugin(file, id, isolation)
        settings = InstanceSettings(name: "channel", site: "site", cells: cells)
        loop = try EventLoop(name: "bench")
    }

    private static func plugin(_ file: PluginFile, _ id: String, _ isolation: Isolation) throws -> any UsablePlugin {
        guard isolation != .inside else { return try LoadedPlugin.load(file, id: id) }
        let terms = ChildTerms(ConfinementRequest(isolation))
        return try ChildPlugin(file, id: id, program: BuiltProducts.describer, terms: terms)
    }

    deinit {
        // The last to let go may be the loop itself, which cannot wait for its own end.
        nonisolated(unsafe) let instance = instance
        let loop = loop
        Task.detached {
            loop.runAndWait { instance?.destroy {} }
            loop.stop()
        }
    }

    package func on(_ work: @escaping () -> Void) {
        loop.runAndWait(work)
    }

    /// What the instance says of itself, asked on its loop.
    @discardableResult
    package func asked<Answer>(_ question: @escaping (any RunningInstance) -> Answer) -> Answer? {
        loop.runAndWait { self.instance.map(question) } ?? nil
    }

    /// Makes the instance and gives it its points.
    package func prepare(_ plan: InstancePlan) throws {
        var result: Result<any RunningInstance, PlanFailure>?
        on {
            self.plugin.make(settings: self.settings, plan: plan, loop: self.loop, owner: self.owner) {
                result = $0
                self.owner.add("made")
            }
        }
        guard owner.wait(for: "made") != nil else { throw BenchFailure("not made: \(owner.lines)") }
        on { self.instance = try? result?.get() }
        _ = try result?.get()
    }

    package func prepare(points: Int) throws {
        try prepare(Bench.plan(points))
    }

    package func start() throws {
        var failure: PluginFailure?
        on {
            self.instance?.start {
                failure = $0
                self.owner.add("started")
            }
        }
        guard owner.wait(for: "started") != nil else { throw BenchFailure("not started: \(owner.lines)") }
        if let failure { throw failure }
    }

    package func stop() throws {
        on { self.instance?.stop { self.owner.add("stopped") } }
        guard owner.wait(for: "stopped") != nil else { throw BenchFailure("not stopped: \(owner.lines)") }
    }

    /// Asks for group 0 and returns the line that answers.
    package func read(_ name: String = "read") -> String? {
        on { self.instance?.read(group: 0, timeout: .seconds(10)) { self.tell(name, $0) } }
        return owner.wait(for: name)
    }

    package func write(_ value: Value, point: UInt32 = 0, _ name: String = "write") -> String? {
        on {
            self.instance?.write(point: point, value: value, phase: 0, lifetime: .seconds(10)) { self.tell(name, $0) }
        }
        return owner.wait(for: name)
    }

    package func deliver(
        _ buffer: SampleBuffer, sequence: UInt64 = 3, isResent: Bool = false, _ name: String = "deliver"
    ) -> String? {
        on {
            let block = DeliveryBlock(
                stream: 1, epoch: 2, sequence: sequence, isResent: isResent, samples: buffer.view,
                bytes: buffer.byteView, received: Timestamp(rawValue: 9))
            self.instance?.deliver(block, timeout: .seconds(10)) { self.tell(name, $0) }
        }
        return owner.wait(for: name)
    }

    private func tell(_ name: String, _ answer: PluginAnswer) {
        owner.add("\(name) \(answer.status.word) \(answer.message)")
    }
}
