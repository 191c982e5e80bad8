import CGatewayABI
import GatewayCore
import GatewayLoop
import Glibc
import PluginHost

/// One instance of the plugin under judgement, on a loop of its own, driven from the judge's thread.
///
/// Every call is written down before it is made, watched while it runs and judged when it is over. Unchecked: what belongs to
/// the instance is touched on its loop only; the judge waits for it there.
final class TestInstance: @unchecked Sendable {
    let run: CaseRun
    let host: TestHost
    let loop: EventLoop
    let bell = Bell()
    private let errors = ErrorSheet()
    private(set) var pointer: OpaquePointer?
    private(set) var plan = InstancePlan(devices: [], groups: [], points: [])
    let slot: CallSlot
    /// Calls that took longer than a loop should wait, with their milliseconds. On the loop.
    var slowCalls: [(call: PluginCall, milliseconds: Double)] = []
    /// Calls on the loop so far. On the loop.
    var callCount = 0

    var tables: PluginTables { run.subject.tables }
    var reporter: CaseReporter { run.reporter }

    /// How long an answer is waited for.
    var patience: Duration

    /// A call longer than this is remembered.
    static let slowLimit = 20.0

    /// `loop`: one to share; `nil` makes one.
    init?(_ run: CaseRun, _ manners: HostManners = HostManners(), on loop: EventLoop? = nil) {
        guard let loop = loop ?? (try? EventLoop(name: "instance")) else { return nil }
        (self.run, self.loop, patience) = (run, loop, run.patience)
        slot = CallSlot(mayBlock: run.subject.mayBlock)
        host = TestHost(run.reporter, manners, bell: bell, offersLoop: run.subject.isOnLoop)
        let host = host
        onLoop { host.belongsHere() }
        run.watch.add(slot)
        wire()
    }

    private func wire() {
        host.handles = LoopHandles(
            loop, ready: { [unowned self] in self.ready($0, $1) }, fired: { [unowned self] in self.fired($0) })
        host.onFailure = { [unowned self] in self.later { if $0.host.now == .running { $0.stopHere() } } }
        host.onCommand = { [unowned self] in self.later { $0.answerCommands() } }
        let wake = LoopSignal(loop) { [unowned self] in self.woken() }
        host.onWake = { wake.fire() }
    }

    /// Runs `work` on the loop and waits for it.
    @discardableResult
    func onLoop<Result>(_ work: @escaping () -> Result) -> Result? {
        loop.runAndWait(work)
    }

    private func later(_ work: @escaping @Sendable (TestInstance) -> Void) {
        loop.run { [self] in work(self) }
    }

    /// Ends the loop; nothing may be asked any more.
    func finish() {
        run.watch.remove(slot)
        loop.stop()
    }

    // MARK: Calls

    /// Makes one call on the loop, from the loop.
    func make(_ call: PluginCall, _ body: (UnsafeMutablePointer<gw_error>) -> gw_status) -> CallResult {
        run.step(call)
        errors.clear()
        slot.begin(call)
        let began = EventLoop.monotonic
        let status = body(errors.pointer)
        let spent = EventLoop.monotonic - began
        slot.end()
        callCount += 1
        let result = errors.result(call, status, spent)
        if call.isOnLoop && result.milliseconds > Self.slowLimit { slowCalls.append((call, result.milliseconds)) }
        judgeFiles(after: call)
        return result
    }

    func tell(_ call: PluginCall, _ body: () -> Void) {
        _ = make(call) { _ in
            body()
            return GW_OK
        }
    }

    /// A file that was closed while it is under watch is somebody else's the next time its number is given out.
    private func judgeFiles(after call: PluginCall) {
        // Before stop the host has ended all watches, as a gateway does.
        guard call != .stop, call != .destroy, let handles = host.handles else { return }
        for fd in handles.files where fcntl(fd, F_GETFD) < 0 {
            reporter.error(.watchedFile, "\(call.rawValue) closed file \(fd), which was still under watch")
        }
    }

    // MARK: Life, from the judge's thread

    func create(_ cells: [Cell], name: String = "conformance") -> CallResult? {
        onLoop { [self] in
            var made: OpaquePointer?
            let memory = run.memory("create")
            let arena = memory.arena
            var table = gw_settings()
            table.struct_size = UInt32(MemoryLayout<gw_settings>.size)
            table.count = UInt32(clamping: cells.count)
            table.cells = arena.cells(cells)
            table.name = arena.text(name)
            table.site = arena.text("site")
            let lent = arena.table([table])
            let result = make(.create) { tables.core.create?(tables.plugin, host.table, lent, &made, $0) ?? GW_BUG }
            memory.takeBack()
            take(made, result)
            return result
        }
    }

    private func take(_ made: OpaquePointer?, _ result: CallResult) {
        guard result.isOK else {
            if made != nil {
                reporter.warning(.createReason, "create failed with \(result.words) and made an instance all the same")
            }
            host.now = .destroyed
            return
        }
        guard let made else {
            reporter.error(.createFromSettings, "create said GW_OK and made no instance")
            host.now = .destroyed
            return
        }
        pointer = made
        host.now = .idle
        guard let interrupt = tables.core.interrupt else { return }
        let living = Living(pointer: made, interrupt: interrupt)
        slot.allow { living.interrupt(living.pointer) }
    }

    /// Unchecked: only handed to a thread-safe function.
    private struct Living: @unchecked Sendable {
        let pointer: OpaquePointer
        let interrupt: @convention(c) (OpaquePointer?) -> Void
    }

    func prepare(_ plan: InstancePlan) -> CallResult? {
        guard pointer != nil, tables.plan != nil else { return nil }
        return onLoop { self.prepareHere(plan) }
    }

    private func prepareHere(_ plan: InstancePlan) -> CallResult {
        self.plan = plan
        let memory = run.memory("prepare")
        var table = plan.table(in: memory.arena)
        table.context = UnsafeMutableRawPointer(Unmanaged.passUnretained(host).toOpaque())
        table.problem = { TestHost.of($0)?.problem($1, $2, $3) }
        let lent = memory.arena.table([table])
        host.begin(plan, addressColumns: run.subject.description.address.count)
        let result = make(.prepare) { tables.plan?.prepare?(pointer, lent, $0) ?? GW_BUG }
        host.endOfPlan()
        memory.takeBack()
        return result
    }

    func start() -> CallResult? {
        guard pointer != nil else { return nil }
        return onLoop { [self] in
            host.now = .starting
            host.withBooks { $0.hasFailed = false }
            let result = make(.start) { tables.core.start?(pointer, $0) ?? GW_BUG }
            host.now = result.isOK ? .running : .idle
            if !result.isOK { host.handles?.closeAll() }
            // It may have failed before start was over.
            let hasFailed = host.withBooks { $0.hasFailed }
            if result.isOK && hasFailed { later { if $0.host.now == .running { $0.stopHere() } } }
            return result
        }
    }

    func stop() {
        onLoop { [self] in if host.now == .running { stopHere() } }
    }

    /// On the loop.
    private func stopHere() {
        host.now = .stopping
        host.handles?.closeAll()
        let result = make(.stop) { _ in
            tables.core.stop?(pointer)
            return GW_OK
        }
        host.handles?.closeAll()
        host.now = .idle
        host.withBooks { books in
            books.ledger.cancelAll()
            books.commands.removeAll()
        }
        if result.nanoseconds > CallWatch.grace {
            reporter.error(.stopInTime, "stop took \(Int(result.milliseconds)) ms")
        }
        bell.ring()
    }

    func destroy() {
        guard pointer != nil else { return }
        onLoop { [self] in
            if host.now == .running { stopHere() }
            slot.allow(nil)
            tell(.destroy) { tables.core.destroy?(pointer) }
            host.now = .destroyed
            pointer = nil
            host.handles?.closeAll()
        }
    }

    // MARK: What the loop tells the plugin

    private func ready(_ id: UInt64, _ events: FileEvents) {
        guard host.now == .running, let ready = tables.loop?.ready else { return }
        tell(.ready) { ready(pointer, id, events.rawValue) }
    }

    private func fired(_ id: UInt64) {
        guard host.now == .running, let timer = tables.loop?.timer else { return }
        tell(.timer) { timer(pointer, id) }
    }

    private func woken() {
        guard host.now == .running, let woken = tables.loop?.woken else { return }
        tell(.woken) { woken(pointer) }
    }

    private func answerCommands() {
        guard host.now == .running, let answered = tables.command?.answered else { return }
        let tokens = host.withBooks { books in
            defer { books.commands.removeAll() }
            return books.commands
        }
        for token in tokens { tellAnswer(token, GW_REJECTED, "there is no such point", answered) }
    }

    /// On the loop.
    func tellAnswer(
        _ token: UInt64, _ status: gw_status, _ message: String,
        _ answered: (OpaquePointer?, UInt64, UnsafePointer<gw_answer>?) -> Void
    ) {
        let memory = run.memory("answered")
        let arena = memory.arena
        var answer = gw_answer()
        answer.struct_size = UInt32(MemoryLayout<gw_answer>.size)
        answer.status = status
        answer.message = arena.text(message)
        let lent = arena.table([answer])
        tell(.answered) { answered(pointer, token, lent) }
        memory.takeBack()
    }
}
