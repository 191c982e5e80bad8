import CGatewayABI
import GatewayCore
import GatewayLoop
import Synchronization

/// One running plugin inside this process.
///
/// It lives until ``destroy()``, whoever holds it, and keeps its owner until then. What the owner asks of the plugin is in
/// `PluginInstance+Requests.swift`, what the plugin asks of the host in `PluginInstance+Callbacks.swift`.
///
/// Unchecked: everything belongs on the loop's thread, except ``interrupt()``, which a lock guards against ``destroy()``.
public final class PluginInstance: RunningInstance, @unchecked Sendable {
    enum State {
        case idle, starting, running, stopping, destroyed
    }

    let plugin: LoadedPlugin
    let loop: EventLoop
    let errors = ErrorRoom()
    let sieve = SampleSieve()
    private let context: HostContext
    private let living: Mutex<Living?>

    private(set) var state = State.idle
    /// Counts starts, so that what was said in one run is not acted upon in the next.
    private(set) var run = 0
    var hasReportedFailure = false
    /// How many of the plugin's functions are on the stack.
    private var depth = 0
    var problems: [PlanProblem]?
    var isTracing = false
    public private(set) var window = 1

    /// How many handles samples may carry; none for plugins that only receive.
    private(set) var handleCount: UInt32 = 0
    private(set) var deviceCount: UInt32 = 0
    private(set) var groupCount: UInt32 = 0

    var answers: AnswerDesk
    private(set) var handles: LoopHandles
    private(set) var owner: (any InstanceOwner)?

    /// The plugin's own instance, for ``interrupt()``. Unchecked: only handed to a thread-safe function.
    private struct Living: @unchecked Sendable {
        let pointer: OpaquePointer
    }

    /// The plugin's own instance.
    let pointer: OpaquePointer

    /// Makes the plugin's instance from settings alone. On the loop's thread.
    public init(
        _ plugin: LoadedPlugin, settings: InstanceSettings, loop: EventLoop, owner: any InstanceOwner
    ) throws(PluginFailure) {
        precondition(loop.isCurrent, "an instance is made on its own thread")
        context = HostContext(loop, owner, offersLoop: plugin.tables.loop != nil)
        do throws(PluginFailure) {
            pointer = try Self.create(plugin, settings, context, errors)
        } catch {
            context.sever()
            throw error
        }
        (self.plugin, self.loop, self.owner) = (plugin, loop, owner)
        let made = Living(pointer: pointer)
        living = Mutex(made)
        let context = context
        answers = AnswerDesk(loop)
        handles = LoopHandles(
            loop, ready: { context.here("ready")?.ready($0, $1) }, fired: { context.here("timer")?.fired($0) })
        answers.onBreach = { [unowned self] in fault($0) }
        context.connect(self)
        askWindow()
    }

    private static func create(
        _ plugin: LoadedPlugin, _ settings: InstanceSettings, _ context: HostContext, _ errors: ErrorRoom
    ) throws(PluginFailure) -> OpaquePointer {
        let arena = CallArena()
        var table = gw_settings()
        table.struct_size = UInt32(MemoryLayout<gw_settings>.size)
        table.count = UInt32(clamping: settings.cells.count)
        table.cells = arena.cells(settings.cells)
        table.name = arena.text(settings.name)
        table.site = arena.text(settings.site)
        var made: OpaquePointer?
        let tables = plugin.tables
        let status = withExtendedLifetime(arena) {
            tables.core.create?(tables.plugin, context.host, &table, &made, errors.cleared()) ?? GW_BUG
        }
        try errors.check(status, "create")
        guard let made else { throw PluginFailure(status: .bug, message: "its create made no instance") }
        return made
    }

    public var pid: Int32? { nil }
    public var confinement: ConfinementReport? { nil }

    public var isOnLoop: Bool { plugin.tables.loop != nil }

    public var isPolled: Bool {
        isOnLoop ? plugin.tables.loop?.read != nil : plugin.tables.poll != nil
    }

    /// How many calls came from plugins for instances that were destroyed, since the process began.
    public static var callsAfterDestroy: Int { HostContext.callsAfterDestroy }

    /// Gives it the points to work on; once, before ``start()``.
    public func prepare(_ plan: InstancePlan) throws(PlanFailure) {
        guard let prepare = plugin.tables.plan?.prepare else { return }
        problems = []
        defer { problems = nil }
        let arena = CallArena()
        var table = plan.table(in: arena)
        table.context = context.pointer
        table.problem = { HostContext.of($0)?.here("problem")?.foundProblem($1, $2, $3) }
        let status = withExtendedLifetime(arena) { inside { prepare(pointer, &table, errors.cleared()) } }
        let found = problems ?? []
        do throws(PluginFailure) {
            try errors.check(status, "prepare")
        } catch {
            throw PlanFailure(failure: error, problems: found)
        }
        guard found.isEmpty else {
            let failure = PluginFailure(status: .configuration, message: "some addresses are wrong")
            throw PlanFailure(failure: failure, problems: found)
        }
        take(plan)
    }

    private func take(_ plan: InstancePlan) {
        handleCount = plugin.description.kind == .sink ? 0 : UInt32(clamping: plan.points.count)
        deviceCount = UInt32(clamping: plan.devices.count)
        groupCount = UInt32(clamping: plan.groups.count)
        askWindow()
    }

    /// A window of more than 4096 blocks only moves the queue from the gateway into the plugin.
    private func askWindow() {
        guard let ask = plugin.tables.sink?.window else { return }
        window = Int(min(4096, max(1, inside { ask(pointer) })))
    }

    public func start(then: @escaping (PluginFailure?) -> Void) {
        do throws(PluginFailure) {
            try start()
        } catch {
            return then(error)
        }
        then(nil)
    }

    public func stop(then: @escaping () -> Void) {
        stop()
        then()
    }

    /// Its process is ours.
    public func renew() {}

    public func destroy(then: @escaping () -> Void) {
        destroy()
        then()
    }

    /// As ``start(then:)``, at once.
    public func start() throws(PluginFailure) {
        guard state == .idle else { throw PluginFailure(status: .bug, message: "started twice") }
        state = .starting
        run += 1
        hasReportedFailure = false
        let status = inside { plugin.tables.core.start?(pointer, errors.cleared()) ?? GW_BUG }
        answers.tellSoon()
        do throws(PluginFailure) {
            try errors.check(status, "start")
            state = .running
        } catch {
            state = .idle
            handles.closeAll()
            throw error
        }
    }

    public func stop() {
        guard state == .running else { return }
        precondition(depth == 0, "stop from within a call of the plugin")
        state = .stopping
        // Before: a descriptor that stop closes must not be under watch. After: nothing that stop began may stay.
        handles.closeAll()
        inside { plugin.tables.core.stop?(pointer) }
        handles.closeAll()
        state = .idle
        answers.cancelAll()
    }

    public func destroy() {
        stop()
        // What stop cancelled may have led the owner here already.
        guard state != .destroyed else { return }
        state = .destroyed
        living.withLock { $0 = nil }
        inside { plugin.tables.core.destroy?(pointer) }
        answers.close()
        context.sever()
        owner = nil
    }

    public func interrupt() {
        guard let interrupt = plugin.tables.core.interrupt else { return }
        living.withLock { living in
            if let living { interrupt(living.pointer) }
        }
    }

    /// Runs a function of the plugin.
    func inside<Result>(_ body: () -> Result) -> Result {
        depth += 1
        defer { depth -= 1 }
        return body()
    }

    /// Whether a function of the plugin is on the stack: then none may be called.
    var isInside: Bool { depth > 0 }

    func fault(_ breach: ContractBreach) {
        owner?.fault(breach)
    }
}
