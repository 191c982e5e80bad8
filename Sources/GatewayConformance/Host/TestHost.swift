import CGatewayABI
import GatewayLoop
import Glibc
import PluginHost
import Synchronization

/// The host under which a plugin is judged: it keeps its own promises, or breaks them as far as its ``HostManners`` say, and
/// writes down which of the plugin's promises are broken.
///
/// It is never freed, so that a plugin which calls after destroy finds somebody who notices. Unchecked: what other threads
/// touch is atomic or behind the lock.
final class TestHost: @unchecked Sendable {
    let table: UnsafeMutablePointer<gw_host>
    private let loopTable: UnsafeMutablePointer<gw_loop_host>
    private let commandTable: UnsafeMutablePointer<gw_command_host>
    private let traceTable: UnsafeMutablePointer<gw_trace_host>

    let reporter: CaseReporter
    let manners: HostManners
    let bell: Bell
    private let offersLoop: Bool
    private let thread = Atomic<UInt>(0)
    private let state = Atomic<UInt8>(InstanceState.creating.rawValue)
    let isTracing = Atomic<Bool>(false)
    private let clockReads = Atomic<Int>(0)
    private let books: Mutex<Books>
    private static let count = Atomic<UInt64>(0)

    /// What the host knows, for any thread.
    struct Books {
        var record = HostRecord()
        var ledger = RequestLedger()
        var handles: Set<UInt32> = []
        var devices: UInt32 = 0
        /// Between the begin and the end of prepare.
        var isPreparing = false
        var problems: [(point: UInt32, column: UInt32, message: String)] = []
        var addressColumns = 0
        var hasFailed = false
        /// Commands that the plugin asked for and nobody has answered.
        var commands: [UInt64] = []
    }

    /// What the instance does when the host is asked for something that belongs on its thread.
    var handles: LoopHandles?
    /// The plugin has failed, for the first time in this run; on the instance's thread, from within its call.
    var onFailure: () -> Void = {}
    var onCommand: () -> Void = {}
    var onWake: @Sendable () -> Void = {}

    init(_ reporter: CaseReporter, _ manners: HostManners, bell: Bell, offersLoop: Bool) {
        (self.reporter, self.manners, self.bell, self.offersLoop) = (reporter, manners, bell, offersLoop)
        var books = Books()
        books.ledger = RequestLedger(series: Self.count.add(1, ordering: .relaxed).newValue & 0xFFFF_FFFF)
        self.books = Mutex(books)
        table = .allocate(capacity: 1)
        loopTable = .allocate(capacity: 1)
        commandTable = .allocate(capacity: 1)
        traceTable = .allocate(capacity: 1)
        let context = Unmanaged.passRetained(self).toOpaque()
        table.initialize(to: TestHostTables.core(context))
        loopTable.initialize(to: TestHostTables.loop(context))
        commandTable.initialize(to: TestHostTables.command(context))
        traceTable.initialize(to: TestHostTables.trace(context))
    }

    static func of(_ context: UnsafeMutableRawPointer?) -> TestHost? {
        context.map { Unmanaged<TestHost>.fromOpaque($0).takeUnretainedValue() }
    }

    deinit {
        table.deallocate()
        loopTable.deallocate()
        commandTable.deallocate()
        traceTable.deallocate()
    }

    /// Lets go of it, where only memory counts: a call after destroy is not noticed any more.
    func release() {
        Unmanaged.passUnretained(self).release()
    }

    // MARK: For the judge

    func belongsHere() {
        thread.store(UInt(pthread_self()), ordering: .releasing)
    }

    var now: InstanceState {
        get { InstanceState(rawValue: state.load(ordering: .acquiring)) ?? .destroyed }
        set { state.store(newValue.rawValue, ordering: .releasing) }
    }

    func withBooks<Result>(_ body: (inout sending Books) -> sending Result) -> sending Result {
        books.withLock(body)
    }

    // MARK: For the tables

    /// Whether the call comes from the instance's own thread, at a time the contract allows; else says what is wrong.
    func allows(_ call: String, running: Bool = true) -> Bool {
        let now = now
        if now == .destroyed {
            reporter.error(.afterDestroy, "\(call) was called after destroy")
            return false
        }
        if thread.load(ordering: .acquiring) != UInt(pthread_self()) {
            reporter.error(.ownThread, "\(call) was called from another thread than the instance's, \(now.words)")
            return false
        }
        if running && !now.isRunning || now == .creating {
            reporter.error(.runningOnly, "\(call) was called \(now.words)")
            return false
        }
        return true
    }

    /// Whether the host may still be called at all.
    func lives(_ call: String) -> Bool {
        if now == .destroyed { reporter.error(.afterDestroy, "\(call) was called after destroy") }
        return now != .destroyed
    }

    func find(_ id: String) -> UnsafeRawPointer? {
        guard manners.offersExtensions else { return nil }
        return switch id {
        case GW_EXTENSION_LOOP: offersLoop ? UnsafeRawPointer(loopTable) : nil
        case GW_EXTENSION_COMMAND: UnsafeRawPointer(commandTable)
        case GW_EXTENSION_TRACE: UnsafeRawPointer(traceTable)
        default: nil
        }
    }

    var wallClock: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let now = Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
        guard !manners.clockJumps.isEmpty else { return now }
        let turn = clockReads.add(1, ordering: .relaxed).oldValue
        return now &+ manners.clockJumps[turn % manners.clockJumps.count]
    }

    /// A text of the plugin: cut at a limit, and reported when it is no UTF-8.
    func text(_ pointer: UnsafePointer<CChar>?, of call: String) -> String? {
        guard let pointer else { return nil }
        let bytes = UnsafeBufferPointer(start: pointer, count: strnlen(pointer, ForeignText.limit))
        guard let text = String(validating: bytes.lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self) else {
            // A limit within a character is ours, not the plugin's.
            if bytes.count < ForeignText.limit { reporter.error(.utf8Texts, "a text of \(call) is no UTF-8") }
            return ForeignText.read(pointer)
        }
        return text
    }
}
