import GatewayCore
import GatewayLoop
import Testing

@testable import PluginHost

/// One fixture in a process of its own, made ready, and what its owner hears.
///
/// Unchecked: the instance is only touched on the loop.
final class ChildBench: @unchecked Sendable {
    let loop: EventLoop
    let owner = Recorder()
    private(set) var instance: ChildInstance?
    /// Why it could not be made.
    private(set) var refusal: PlanFailure?

    /// Waits until the child has taken settings and plan, or has not.
    init(
        _ fixture: String, cells: [Cell] = [], plan: InstancePlan = Bench.plan(2), hangLimit: Duration = .seconds(5),
        confinement: ConfinementRequest = ConfinementRequest(.process)
    ) throws {
        let file = try Fixtures.judged(fixture)
        let id = try #require(file.plugins.first?.id, "\(file.verdict)")
        let plugin = try ChildPlugin(
            file, id: id, program: Fixtures.describer, terms: ChildTerms(confinement, hangLimit: hangLimit))
        loop = try EventLoop(name: "bench")
        let settings = InstanceSettings(name: "channel", site: "site", cells: cells)
        on {
            plugin.make(settings: settings, plan: plan, loop: self.loop, owner: self.owner) { result in
                switch result {
                case .success(let made): self.instance = made as? ChildInstance
                case .failure(let failure): self.refusal = failure
                }
                self.owner.add("made")
            }
        }
        #expect(owner.wait(for: "made") != nil)
    }

    deinit {
        // The last to let go may be the loop itself, which cannot wait for its own end.
        let (instance, loop) = (OnLoop(instance), loop)
        Task.detached {
            loop.runAndWait { instance.value?.destroy {} }
            loop.stop()
        }
    }

    func on(_ work: @escaping () -> Void) {
        loop.runAndWait(work)
    }

    /// Starts it; the line is `started`, or `start …` with what went wrong.
    func start() -> String? {
        on {
            self.instance?.start { failure in
                let words = failure.map { "\($0.isCrash ? "crash" : $0.status.word) \($0.message)" }
                self.owner.add("start \(words ?? "ok")")
            }
        }
        return owner.wait(for: "start ")
    }

    func read(timeout: Duration = .seconds(10), name: String = "read") {
        on {
            self.instance?.read(group: 0, timeout: timeout) {
                self.owner.add("\(name) \($0.status.word) \($0.message)")
            }
        }
    }

    /// Reads, and waits for the answer.
    func answerOfRead(timeout: Duration = .seconds(10)) -> String? {
        read(timeout: timeout)
        return owner.wait(for: "read")
    }

    func write(_ value: Value, lifetime: Duration = .seconds(10)) {
        on {
            self.instance?.write(point: 0, value: value, phase: 0, lifetime: lifetime) {
                self.owner.add("write \($0.status.word) \($0.message)")
            }
        }
    }

    func deliver(_ buffer: SampleBuffer, isResent: Bool = false) {
        on {
            let block = DeliveryBlock(
                stream: 1, epoch: 2, sequence: 3, isResent: isResent, samples: buffer.view, bytes: buffer.byteView,
                received: Timestamp(rawValue: 9))
            self.instance?.deliver(block, timeout: .seconds(10)) {
                self.owner.add("deliver \($0.status.word) \($0.message)")
            }
        }
    }

    func stop() -> String? {
        on { self.instance?.stop { self.owner.add("is stopped") } }
        return owner.wait(for: "is stopped")
    }

    func destroy() -> String? {
        on { self.instance?.destroy { self.owner.add("is destroyed") } }
        return owner.wait(for: "is destroyed")
    }
}
