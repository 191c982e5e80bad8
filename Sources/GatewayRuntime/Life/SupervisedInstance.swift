import GatewayCore
import GatewayLoop
import PluginHost

/// A plugin instance that comes back: starts it, and after a failure stops it, waits and starts it again, as
/// ``InstanceLife`` decides. Everything on the instance's loop, except ``interrupt()``.
final class SupervisedInstance: InstanceOwner {
    /// `nil` once destroyed.
    private(set) var instance: (any RunningInstance)?
    private var life = InstanceLife()
    private let loop: EventLoop
    private let clock: GatewayClock
    private unowned let events: any InstanceEvents
    private var timer: LoopTimer?
    private(set) var lastFailure: PluginFailure?
    private(set) var restarts: UInt64 = 0

    init(loop: EventLoop, clock: GatewayClock, events: any InstanceEvents) {
        self.loop = loop
        self.clock = clock
        self.events = events
    }

    /// Makes the instance and hands it its plan; nothing runs yet.
    func create(_ plugin: LoadedPlugin, settings: InstanceSettings, plan: InstancePlan) throws(PlanFailure) {
        let made: any RunningInstance
        do throws(PluginFailure) {
            made = try PluginInstance(plugin, settings: settings, loop: loop, owner: self)
        } catch {
            throw PlanFailure(failure: error, problems: [])
        }
        do throws(PlanFailure) {
            try made.prepare(plan)
        } catch {
            made.destroy()
            throw error
        }
        instance = made
    }

    var state: InstanceLife.State { life.state }
    var isRunning: Bool { life.state == .running }

    func begin() {
        timer = loop.timer { [unowned self] in act(life.waitIsOver()) }
        act(life.begin(now: clock.monotonic))
    }

    /// It proved useful: the next failure counts as the first.
    func succeeded() {
        life.succeeded()
    }

    /// Any thread that knows the instance not to be ended meanwhile.
    func interrupt() {
        instance?.interrupt()
    }

    func end() {
        timer?.close()
        timer = nil
        act(life.end())
        instance?.destroy()
        instance = nil
    }

    private func act(_ action: InstanceLife.Action) {
        switch action {
        case .none: break
        case .start: start()
        case .stop: instance?.stop()
        case .wait(let nanoseconds): timer?.schedule(afterNanoseconds: nanoseconds)
        case .stopAndWait(let nanoseconds):
            instance?.stop()
            timer?.schedule(afterNanoseconds: nanoseconds)
        }
    }

    private func start() {
        do throws(PluginFailure) {
            try instance?.start()
            life.started(now: clock.monotonic)
            events.instanceCameUp()
        } catch {
            restarts += 1
            lastFailure = error
            let action = life.startFailed(canRetry: error.status != .configuration, jitter: .random(in: 0...1))
            events.instanceWentDown(error.status, error.message)
            act(action)
        }
    }

    // MARK: InstanceOwner

    func failed(_ status: PluginStatus, _ message: String) {
        guard isRunning else { return }
        restarts += 1
        lastFailure = PluginFailure(status: status, message: message)
        let action = life.failed(
            canRetry: status != .configuration, now: clock.monotonic, jitter: .random(in: 0...1))
        act(action)
        events.instanceWentDown(status, message)
    }

    func publish(_ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, received: Timestamp) {
        events.published(samples, bytes: bytes, received: received)
    }

    func link(device: Int?, isUp: Bool, quality: Quality, message: String) {
        events.linkChanged(device: device, isUp: isUp, quality: quality, message: message)
    }

    func log(_ level: Int32, _ message: String) { events.log(level, message) }
    func request(_ request: PointRequest) -> PluginStatus { events.requested(request) }
    func frame(sent: Bool, _ bytes: UnsafeRawBufferPointer, words: String) {
        events.traced(sent: sent, bytes, words: words)
    }
    func fault(_ breach: ContractBreach) { events.breached(breach) }
}
