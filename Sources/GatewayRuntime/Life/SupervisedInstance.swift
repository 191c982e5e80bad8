import GatewayCore
import GatewayLoop
import PluginHost

/// A plugin instance that comes back: starts it, and after a failure stops it, waits and starts it again, as
/// ``InstanceLife`` decides. Everything on the instance's loop, except ``interrupt()``.
final class SupervisedInstance: InstanceOwner {
    /// `nil` once destroyed.
    private(set) var instance: (any RunningInstance)?
    private var plugin: (any UsablePlugin)?
    private var life: InstanceLife
    private let loop: EventLoop
    private let clock: GatewayClock
    private unowned let events: any InstanceEvents
    private var timer: LoopTimer?
    /// Its start is under way.
    private var isStarting = false
    /// The old version lets go; the new one must not ask for its device yet.
    private var isMoving = false
    private(set) var lastFailure: PluginFailure?
    private(set) var restarts: UInt64 = 0

    /// `longestWait`: between attempts.
    init(loop: EventLoop, clock: GatewayClock, longestWait: Duration, events: any InstanceEvents) {
        life = InstanceLife(longest: longestWait.nanoseconds)
        self.loop = loop
        self.clock = clock
        self.events = events
    }

    /// Makes the instance and hands it its plan; nothing runs yet. `then` may come before this returns.
    func create(
        _ plugin: any UsablePlugin, settings: InstanceSettings, plan: InstancePlan,
        then: @escaping (PlanFailure?) -> Void
    ) {
        plugin.make(settings: settings, plan: plan, loop: loop, owner: self) { result in
            switch result {
            case .success(let made):
                (self.instance, self.plugin) = (made, plugin)
                then(nil)
            case .failure(let failure): then(failure)
            }
        }
    }

    var state: InstanceLife.State { life.state }
    /// Not while it moves to another version: then nothing can be asked of it.
    var isRunning: Bool { life.state == .running && !isStarting && !isMoving }

    /// Where it runs.
    var host: HostFigures? {
        guard let plugin else { return nil }
        var host = HostFigures(plugin)
        (host.pid, host.restarts) = (instance?.pid, restarts)
        host.confinement = instance?.confinement?.words ?? ""
        return host
    }

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

    /// Starts it anew, out of any state but the end: lifts a quarantine, ends a wait, stops what runs. In a process of its own
    /// it gets a new one, which sees the machine as it is now.
    func restart() {
        // Before it has begun and after its end nobody would start it; what is about to be started need not be told.
        guard timer != nil, let instance, !isStarting, !isMoving else { return }
        let wasRunning = isRunning
        timer?.cancel()
        _ = life.restart(now: clock.monotonic)
        instance.stop { [self] in
            // Ended meanwhile, or replaced.
            guard self.instance === instance else { return }
            instance.renew()
            timer?.schedule(afterNanoseconds: 0)
        }
        if wasRunning { events.instanceWentDown(.cancelled, "it is started anew") }
    }

    /// Lets go of the instance; `then` hears when the plugin has.
    func end(then: @escaping () -> Void) {
        timer?.close()
        timer = nil
        _ = life.end()
        guard let instance else { return then() }
        self.instance = nil
        // What it publishes until it has stopped is handed on, which a destroyed one cannot.
        instance.stop { instance.destroy(then: then) }
    }

    private func act(_ action: InstanceLife.Action) {
        switch action {
        case .none: break
        case .start: start()
        case .stop: instance?.stop {}
        case .wait(let nanoseconds): timer?.schedule(afterNanoseconds: nanoseconds)
        case .stopAndWait(let nanoseconds):
            instance?.stop {}
            timer?.schedule(afterNanoseconds: nanoseconds)
        }
    }

    private func start() {
        guard let instance, !isStarting, !isMoving else { return }
        isStarting = true
        instance.start { failure in
            self.isStarting = false
            // Ended meanwhile, or replaced.
            guard self.instance === instance else { return }
            if let failure {
                self.startFailed(failure)
            } else {
                self.life.started(now: self.clock.monotonic)
                self.events.instanceCameUp()
            }
        }
    }

    private func startFailed(_ failure: PluginFailure) {
        let action =
            failure.isCrash
            ? life.crashed(now: clock.monotonic)
            : life.startFailed(canRetry: failure.status != .configuration, jitter: .random(in: 0...1))
        wentDown(failure)
        act(action)
    }

    private func wentDown(_ failure: PluginFailure) {
        restarts += 1
        lastFailure = failure
        guard life.state == .quarantined else { return events.instanceWentDown(failure.status, failure.message) }
        events.instanceWentDown(
            failure.status, "\(InstanceLife.crashLimit) crashes in a minute; \(failure.message)")
    }

    // MARK: Replacing

    /// Moves to an instance of another version of the plugin: it is made ready beside the running one, which is stopped
    /// only when the new one has taken settings and plan. `then` hears whether it did; if not, all is as before.
    func replace(
        with plugin: any UsablePlugin, settings: InstanceSettings, plan: InstancePlan,
        then: @escaping (PlanFailure?) -> Void
    ) {
        plugin.make(settings: settings, plan: plan, loop: loop, owner: self) { result in
            switch result {
            case .failure(let failure): then(failure)
            case .success(let made): self.move(to: made, of: plugin, then: then)
            }
        }
    }

    private func move(
        to made: any RunningInstance, of plugin: any UsablePlugin, then: @escaping (PlanFailure?) -> Void
    ) {
        guard let old = instance else {
            made.destroy {}
            let failure = PluginFailure(status: .cancelled, message: "it was ended meanwhile")
            return then(PlanFailure(failure: failure, problems: []))
        }
        let wasUp = life.state == .running || isStarting
        (instance, self.plugin) = (made, plugin)
        (isStarting, isMoving) = (false, true)
        // A device may take one connection only: the old one lets go before the new one asks.
        old.stop {
            old.destroy {}
            self.isMoving = false
            guard self.instance === made else { return then(nil) }
            if wasUp { self.start() } else { self.restart() }
            then(nil)
        }
    }

    // MARK: InstanceOwner

    func failed(_ failure: PluginFailure) {
        guard isRunning else { return }
        let action =
            failure.isCrash
            ? life.crashed(now: clock.monotonic)
            : life.failed(
                canRetry: failure.status != .configuration, now: clock.monotonic, jitter: .random(in: 0...1))
        act(action)
        wentDown(failure)
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
