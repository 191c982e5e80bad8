import CUV
import Glibc
import Synchronization

/// One thread that watches files and timers: libuv, with Swift values above it.
///
/// Handlers run on the loop's thread and must not block. Except for ``run(_:)``, ``runAndWait(_:)``, ``stop()`` and
/// ``LoopSignal/fire()``, everything belongs on that thread. In steady use nothing is allocated.
public final class EventLoop: @unchecked Sendable {
    public let name: String
    let uv: UnsafeMutablePointer<uv_loop_t>
    private let wakeup: UnsafeMutablePointer<uv_async_t>
    private let inbox = Mutex<Inbox>(Inbox())
    /// Told by whichever comes first, the maker or the thread itself; both say the same.
    private let thread = Atomic<pthread_t>(0)
    /// A timer's handler is on the stack. On the loop's thread.
    var isFiringTimer = false

    private struct Inbox {
        var work: [@Sendable () -> Void] = []
        var isStopping = false
        var hasEnded = false
    }

    /// Makes the loop and starts its thread.
    public init(name: String) throws(LoopError) {
        self.name = name
        uv = .allocate(capacity: 1)
        wakeup = .allocate(capacity: 1)
        try LoopError.check(uv_loop_init(uv), "event loop")
        try LoopError.check(uv_async_init(uv, wakeup) { handle in EventLoop.of(handle!).drain() }, "event loop wake-up")
        wakeup.pointee.data = Unmanaged.passUnretained(self).toOpaque()
        try start()
    }

    /// Runs `work` on the loop's thread, soon, in order. Any thread. After ``stop()`` the work is dropped, and the answer
    /// is `false`.
    @discardableResult
    public func run(_ work: @escaping @Sendable () -> Void) -> Bool {
        let (isTaken, isFirst) = inbox.withLock { inbox in
            guard !inbox.hasEnded else { return (false, false) }
            inbox.work.append(work)
            return (true, inbox.work.count == 1)
        }
        if isFirst { uv_async_send(wakeup) }
        return isTaken
    }

    /// Runs `work` on the loop's thread and waits for its result. Not from the loop's own thread.
    ///
    /// `nil` when the loop has been stopped.
    public func runAndWait<Result>(_ work: @escaping () -> Result) -> Result? {
        precondition(!isCurrent, "runAndWait would wait for itself")
        let box = WaitBox<Result>(work)
        run { box.perform() }
        let ended = inbox.withLock { $0.hasEnded }
        return ended ? box.result : box.wait()
    }

    /// Whether the caller is on the loop's thread.
    public var isCurrent: Bool {
        pthread_equal(pthread_self(), thread.load(ordering: .acquiring)) != 0
    }

    /// Nanoseconds on the monotonic clock, read now.
    public static var monotonic: Int64 {
        Int64(bitPattern: uv_hrtime())
    }

    /// Ends the loop: work already handed in is done, watches and timers die, the thread is joined. Any other thread.
    public func stop() {
        let isFirst = inbox.withLock { inbox in
            defer { inbox.isStopping = true }
            return !inbox.isStopping
        }
        guard isFirst else { return }
        uv_async_send(wakeup)
        pthread_join(thread.load(ordering: .acquiring), nil)
    }

    deinit {
        wakeup.deallocate()
        uv.deallocate()
    }

    private func start() throws(LoopError) {
        let context = Unmanaged.passRetained(self).toOpaque()
        var created = pthread_t()
        let code = pthread_create(
            &created, nil,
            { context in
                let loop = Unmanaged<EventLoop>.fromOpaque(context!).takeRetainedValue()
                gateway_name_thread(loop.name)
                loop.thread.store(pthread_self(), ordering: .releasing)
                uv_run(loop.uv, UV_RUN_DEFAULT)
                loop.end()
                return nil
            }, context)
        guard code == 0 else {
            Unmanaged<EventLoop>.fromOpaque(context).release()
            throw LoopError("event loop thread", -code)
        }
        thread.store(created, ordering: .releasing)
    }

    /// Does one round of work. What it hands in waits for the next round, so that files and timers get their turn.
    private func drain() {
        let (work, isStopping) = inbox.withLock { inbox in
            let taken = inbox.work
            inbox.work = []
            return (taken, inbox.isStopping)
        }
        if isStopping && work.isEmpty {
            uv_stop(uv)
            return
        }
        for item in work { item() }
        // stop() wakes the loop once; whether this was the last round shows in the next.
        if isStopping { uv_async_send(wakeup) }
    }

    /// Closes every handle, so that libuv frees what it holds and owners' handlers are released.
    private func end() {
        let late = inbox.withLock { inbox in
            inbox.hasEnded = true
            defer { inbox.work = [] }
            return inbox.work
        }
        for item in late { item() }
        uv_walk(
            uv,
            { handle, _ in
                guard let handle, uv_is_closing(handle) == 0 else { return }
                if uv_handle_get_type(handle) == UV_ASYNC {
                    uv_close(handle, nil)
                } else {
                    LoopHandle.of(handle).closeForEver()
                }
            }, nil)
        uv_run(uv, UV_RUN_DEFAULT)
        uv_loop_close(uv)
    }

    private static func of(_ handle: UnsafeMutablePointer<uv_async_t>) -> EventLoop {
        Unmanaged<EventLoop>.fromOpaque(handle.pointee.data).takeUnretainedValue()
    }
}

extension EventLoop {
    /// Cores this process may use.
    public static var coreCount: Int {
        Int(uv_available_parallelism())
    }
}
