import CUV

/// A timer with a resolution of one millisecond, on the monotonic clock.
public final class LoopTimer: LoopHandle {
    private var handler: (() -> Void)?
    private unowned let loop: EventLoop

    fileprivate init(_ loop: EventLoop, _ handler: @escaping () -> Void) {
        self.loop = loop
        super.init(UV_TIMER)
        self.handler = handler
        uv_timer_init(loop.uv, timer)
        adopt()
    }

    private var timer: UnsafeMutablePointer<uv_timer_t> {
        memory.assumingMemoryBound(to: uv_timer_t.self)
    }

    /// Fires once after `delay` (rounded up to a millisecond), replacing what was scheduled before. From within a timer's
    /// handler it waits for a millisecond at least: libuv runs all timers that are due before it looks at anything else, and
    /// one that arms itself for at once would be due for ever.
    public func schedule(after delay: Duration) {
        schedule(
            afterNanoseconds: delay.components.seconds * 1_000_000_000 + delay.components.attoseconds / 1_000_000_000)
    }

    public func schedule(afterNanoseconds delay: Int64) {
        guard handler != nil else { return }
        // libuv counts from the time it read when this round of the loop began.
        uv_update_time(uv_handle_get_loop(handle))
        let milliseconds = UInt64(max(0, delay)).addingReportingOverflow(999_999).partialValue / 1_000_000
        uv_timer_start(
            timer, { handle in unsafeDowncast(LoopHandle.of(handle!), to: LoopTimer.self).fire() },
            max(milliseconds, loop.isFiringTimer ? 1 : 0), 0)
    }

    private func fire() {
        let loop = loop
        loop.isFiringTimer = true
        defer { loop.isFiringTimer = false }
        handler?()
    }

    public func cancel() {
        uv_timer_stop(timer)
    }

    override func forgetHandler() {
        handler = nil
    }
}

extension EventLoop {
    /// A timer at rest. On the loop's thread.
    public func timer(_ handler: @escaping () -> Void) -> LoopTimer {
        LoopTimer(self, handler)
    }
}
