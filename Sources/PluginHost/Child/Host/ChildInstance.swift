import GatewayCore
import GatewayLoop
import Synchronization

/// One running plugin in a process of its own.
///
/// It never blocks, whatever the plugin does. When the process ends, everything that waits is answered, the owner hears of
/// it, and the next ``start(then:)`` makes a new process with the same settings and plan. What the child says is in
/// `ChildInstance+Messages.swift`.
///
/// Unchecked: everything belongs to the loop's thread, except ``interrupt()``.
public final class ChildInstance: RunningInstance, @unchecked Sendable {
    enum State {
        /// Its first process is being made ready.
        case making((Result<Void, PlanFailure>) -> Void)
        case idle
        case starting((PluginFailure?) -> Void)
        case running
        case destroyed
    }

    /// A process that is not ready after this is ended.
    private static let readyLimit = Duration.seconds(10)
    /// The contract gives stop two seconds.
    private static let stopLimit = Duration.seconds(3)

    let launch: ChildLaunch
    let loop: EventLoop
    let sieve = SampleSieve()
    let kind: PluginKind
    private let create: [UInt8]
    private let prepare: [UInt8]
    let handleCount: UInt32
    let deviceCount: UInt32
    private let groupCount: UInt32

    var owner: (any InstanceOwner)?
    var answers: AnswerDesk
    var state = State.idle
    var run: UInt64 = 0
    var traits = ChildMessage.Traits(isOnLoop: true, isPolled: false, window: 1)
    /// Who waits for the plugin to have stopped, in the order of their calls.
    var stopping: [() -> Void] = []
    var destroying: (() -> Void)?
    var logAllowance = Allowance()
    /// Its own: what is logged must not hide what is wrong.
    var faultAllowance = Allowance()
    private(set) var process: ChildProcess?
    private let reachable = Mutex<ChildProcess?>(nil)
    /// How well the process is confined, once it has said so.
    public internal(set) var confinement: ConfinementReport?

    init(
        _ launch: ChildLaunch, kind: PluginKind, settings: InstanceSettings, plan: InstancePlan, loop: EventLoop,
        owner: any InstanceOwner
    ) {
        (self.launch, self.kind, self.loop, self.owner) = (launch, kind, loop, owner)
        create = HostMessage.create(settings).bytes
        prepare = HostMessage.prepare(plan).bytes
        handleCount = kind == .sink ? 0 : UInt32(clamping: plan.points.count)
        deviceCount = UInt32(clamping: plan.devices.count)
        groupCount = UInt32(clamping: plan.groups.count)
        answers = AnswerDesk(loop)
        answers.onBreach = { [unowned self] in self.owner?.fault($0) }
    }

    /// Makes the first process; `then` hears whether the plugin took its settings and its plan. If not, the instance is
    /// destroyed.
    func make(then: @escaping (Result<Void, PlanFailure>) -> Void) {
        state = .making(then)
        do throws(PluginFailure) {
            try spawn()
        } catch {
            state = .destroyed
            owner = nil
            then(.failure(PlanFailure(failure: error, problems: [])))
        }
    }

    private func spawn() throws(PluginFailure) {
        let process = try ChildProcess(launch, loop: loop, owner: self)
        self.process = process
        reachable.withLock { $0 = process }
        process.send(create)
        process.send(prepare)
        process.expectEnd(within: Self.readyLimit)
    }

    // MARK: Life

    public var isOnLoop: Bool { traits.isOnLoop }
    public var isPolled: Bool { traits.isPolled }
    public var window: Int { traits.window }
    /// Of its process, while there is one.
    public var pid: Int32? { process?.pid }

    public func start(then: @escaping (PluginFailure?) -> Void) {
        guard case .idle = state else { return then(PluginFailure(status: .bug, message: "started twice")) }
        run += 1
        state = .starting(then)
        do throws(PluginFailure) {
            if process == nil { try spawn() }
            process?.send(HostMessage.start(run: run).bytes)
        } catch {
            state = .idle
            then(error)
        }
    }

    public func stop(then: @escaping () -> Void) {
        switch state {
        case .starting(let started):
            state = .idle
            sendStop(mayBlock: true, then)
            started(PluginFailure(status: .cancelled, message: "the instance was stopped"))
        case .running:
            state = .idle
            sendStop(mayBlock: answers.isWaiting, then)
        case .making, .idle, .destroyed:
            return afterStop(then)
        }
        answers.cancelAll()
    }

    /// With the stop that is under way, if one is.
    private func afterStop(_ then: @escaping () -> Void) {
        guard let last = stopping.popLast() else { return then() }
        stopping.append {
            last()
            then()
        }
    }

    /// A plugin that may be within a blocking call is asked to return from it.
    private func sendStop(mayBlock: Bool, _ then: @escaping () -> Void) {
        guard let process else { return then() }
        stopping.append(then)
        process.send(HostMessage.stop.bytes)
        if mayBlock && !isOnLoop { process.interrupt() }
        process.expectEnd(within: Self.stopLimit)
    }

    public func renew() {
        guard case .idle = state else { return }
        destroyProcess()
    }

    public func destroy(then: @escaping () -> Void) {
        stop {}
        if case .destroyed = state { return then() }
        state = .destroyed
        answers.close()
        owner = nil
        guard let process else { return then() }
        // Kept alive until the process has ended, whoever lets go.
        destroying = { [self] in withExtendedLifetime(self) { then() } }
        process.send(HostMessage.destroy.bytes)
        process.expectEnd(within: Self.stopLimit)
    }

    public func interrupt() {
        reachable.withLock { $0 }?.interrupt()
    }

    /// The process is gone.
    func forgetProcess() {
        process = nil
        reachable.withLock { $0 = nil }
    }

    // MARK: Requests

    public func read(group: Int, timeout: Duration, then: @escaping (PluginAnswer) -> Void) {
        guard let number = UInt32(exactly: group), number < groupCount else {
            return answers.refuse(then, PluginAnswer(status: .bug, message: "the plan has no group \(group)"))
        }
        ask(timeout, then) { HostMessage.read(token: $0, group: number, timeout: timeout).bytes }
    }

    public func write(
        point: UInt32, value: Value, phase: UInt8, lifetime: Duration, then: @escaping (PluginAnswer) -> Void
    ) {
        let (deadline, overflows) = EventLoop.monotonic.addingReportingOverflow(lifetime.nanoseconds)
        ask(lifetime, then) { token in
            HostMessage.write(
                token: token, point: point, value: value, phase: phase, deadline: overflows ? .max : deadline
            ).bytes
        }
    }

    public func deliver(_ block: DeliveryBlock, timeout: Duration, then: @escaping (PluginAnswer) -> Void) {
        // The lane keeps the block; what a child does not read must not be kept twice without end.
        guard (process?.backlog ?? 0) <= Self.backlogLimit else {
            return answers.refuse(then, PluginAnswer(status: .retry, message: "its process does not keep up"))
        }
        ask(timeout, then) { block.message(token: $0, timeout: timeout) }
    }

    /// Bytes of deliveries on their way to a child that does not read them.
    private static let backlogLimit = 32 << 20

    /// The child answers for a plugin that does not in time; we do a little later, in case it does not either.
    private static let grace = Duration.milliseconds(500)

    private func ask(_ timeout: Duration, _ then: @escaping (PluginAnswer) -> Void, _ message: (UInt64) -> [UInt8]) {
        guard case .running = state, let process else {
            return answers.refuse(then, PluginAnswer(status: .cancelled, message: "the instance is not running"))
        }
        let token = answers.add(timeout: timeout + Self.grace, then)
        answers.promised(token)
        process.send(message(token))
    }

    public func answered(token: UInt64, status: PluginStatus, message: String) {
        guard case .running = state else { return }
        process?.send(HostMessage.answered(token: token, status: status, message: message).bytes)
    }

    public func trace(on: Bool) {
        process?.send(HostMessage.trace(on).bytes)
    }
}
