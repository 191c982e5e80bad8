import CGatewayABI
import GatewayLoop
import Glibc
import Synchronization

/// What one instance holds of the host: the tables, and behind their `context` the way back to the instance.
///
/// It is never freed. A plugin that keeps its tables beyond destroy, or calls from a thread it forgot to end, finds memory
/// that says no instead of memory that is somebody else's; that costs a few hundred bytes an instance.
///
/// Unchecked: `instance` is touched on the loop's thread only, which ``thread`` tells; the rest is constant or guarded.
final class HostContext: @unchecked Sendable {
    let host: UnsafeMutablePointer<gw_host>
    private let loopHost: UnsafeMutablePointer<gw_loop_host>?
    private let commandHost: UnsafeMutablePointer<gw_command_host>
    private let traceHost: UnsafeMutablePointer<gw_trace_host>

    /// The instance's own thread; 0 after destroy.
    private let thread: Atomic<UInt>
    private var instance: PluginInstance?
    private let door: Mutex<Door?>
    /// Calls from wrong threads that have not been reported yet.
    private let strays = Atomic<Int>(0)

    /// What other threads may use as long as the instance lives.
    private struct Door: @unchecked Sendable {
        let loop: EventLoop
        let owner: any InstanceOwner
        let wake: LoopSignal
    }

    private static let lateCalls = Atomic<Int>(0)

    /// How many calls came from plugins for instances that were destroyed, since the process began.
    static var callsAfterDestroy: Int { lateCalls.load(ordering: .relaxed) }

    /// On the loop's thread. `offersLoop`: whether the plugin may ask for `gw.loop/1`.
    init(_ loop: EventLoop, _ owner: any InstanceOwner, offersLoop: Bool) {
        host = .allocate(capacity: 1)
        loopHost = offersLoop ? .allocate(capacity: 1) : nil
        commandHost = .allocate(capacity: 1)
        traceHost = .allocate(capacity: 1)
        thread = Atomic(UInt(pthread_self()))
        door = Mutex(nil)
        let context = Unmanaged.passRetained(self).toOpaque()
        host.initialize(to: HostTables.core(context))
        loopHost?.initialize(to: HostTables.loop(context))
        commandHost.initialize(to: HostTables.command(context))
        traceHost.initialize(to: HostTables.trace(context))
        let wake = LoopSignal(loop) { [unowned self] in self.instance?.woken() }
        let opened = Door(loop: loop, owner: owner, wake: wake)
        door.withLock { $0 = opened }
    }

    var pointer: UnsafeMutableRawPointer {
        Unmanaged.passUnretained(self).toOpaque()
    }

    static func of(_ pointer: UnsafeMutableRawPointer?) -> HostContext? {
        pointer.map { Unmanaged<HostContext>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Keeps the instance until ``sever()``.
    func connect(_ instance: PluginInstance) {
        self.instance = instance
    }

    /// From now on every call is refused.
    func sever() {
        thread.store(0, ordering: .relaxed)
        door.withLock { $0 = nil }
        instance = nil
    }

    /// The instance, for a call that only its own thread may make; else the call is counted and refused.
    func here(_ call: StaticString) -> PluginInstance? {
        let owner = thread.load(ordering: .relaxed)
        if owner == UInt(pthread_self()), let instance { return instance }
        if owner == 0 {
            Self.lateCalls.add(1, ordering: .relaxed)
        } else {
            strayed(call, owner == UInt(pthread_self()) ? .notRunning : .wrongThread)
        }
        return nil
    }

    /// Counts a call from a wrong thread, or from within create. However many there are, one report is on its way.
    private func strayed(_ call: StaticString, _ kind: ContractBreach.Kind) {
        guard strays.add(1, ordering: .relaxed).oldValue == 0 else { return }
        onLoop { [self] instance in
            let count = strays.exchange(0, ordering: .relaxed)
            let what = kind == .wrongThread ? "from a thread that is not the instance's" : "before create was over"
            instance.fault(ContractBreach(kind, count: count, "\(call) \(what)"))
        }
    }

    var isHere: Bool {
        thread.load(ordering: .relaxed) == UInt(pthread_self())
    }

    /// Any thread: runs `work` on the loop's thread if the instance still lives by then.
    func onLoop(_ work: @escaping @Sendable (PluginInstance) -> Void) {
        guard let loop = open({ $0.loop }) else { return }
        loop.run { [self] in
            if let instance { work(instance) }
        }
    }

    /// Any thread.
    func log(_ level: Int32, _ message: String) {
        open { $0.owner }?.log(level, message)
    }

    /// Any thread.
    func wake() {
        open { $0.wake }?.fire()
    }

    /// The host's tables by name. Any thread.
    func table(_ id: String) -> UnsafeRawPointer? {
        switch id {
        case GW_EXTENSION_LOOP: loopHost.map { UnsafeRawPointer($0) }
        case GW_EXTENSION_COMMAND: UnsafeRawPointer(commandHost)
        case GW_EXTENSION_TRACE: UnsafeRawPointer(traceHost)
        default: nil
        }
    }

    private func open<Part>(_ part: (Door) -> Part) -> Part? {
        let door = self.door.withLock { $0 }
        if door == nil { Self.lateCalls.add(1, ordering: .relaxed) }
        return door.map(part)
    }
}
