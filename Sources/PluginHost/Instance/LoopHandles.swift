import CGatewayABI
import GatewayLoop

/// The watches and timers that one instance asked for. On the loop's thread. In steady use nothing is allocated.
package final class LoopHandles {
    private let loop: EventLoop
    private let ready: (UInt64, FileEvents) -> Void
    private let fired: (UInt64) -> Void
    private var watches: [Int32: Watch] = [:]
    private var timers: [UInt64: Timer] = [:]
    /// Timers that have fired, to be used again under another id.
    private var resting: [Timer] = []
    private static let restingLimit = 16

    private final class Watch {
        var id: UInt64
        var events: FileEvents
        var file: FileWatch?

        init(_ id: UInt64, _ events: FileEvents) {
            (self.id, self.events) = (id, events)
        }
    }

    private final class Timer {
        var id: UInt64
        var timer: LoopTimer?

        init(_ id: UInt64) {
            self.id = id
        }
    }

    /// `ready` and `fired` are called with the ids that the instance gave.
    package init(_ loop: EventLoop, ready: @escaping (UInt64, FileEvents) -> Void, fired: @escaping (UInt64) -> Void) {
        (self.loop, self.ready, self.fired) = (loop, ready, fired)
    }

    /// Files under watch.
    package var files: [Int32] { watches.keys.sorted() }

    /// `gw_loop_host.watch`: `GW_UNSUPPORTED` when the file cannot be watched.
    package func watch(_ fd: Int32, _ bits: UInt32, _ id: UInt64) -> gw_status {
        let events = FileEvents(rawValue: bits).intersection([.readable, .writable])
        guard !events.isEmpty else {
            watches.removeValue(forKey: fd)?.file?.close()
            return GW_OK
        }
        guard let watch = watches[fd] else { return begin(fd, events, id) }
        watch.id = id
        if watch.events != events {
            watch.events = events
            watch.file?.update(events)
        }
        return GW_OK
    }

    private func begin(_ fd: Int32, _ events: FileEvents, _ id: UInt64) -> gw_status {
        let watch = Watch(id, events)
        do throws(LoopError) {
            watch.file = try loop.watch(fd, events) { [unowned self, unowned watch] in self.ready(watch.id, $0) }
        } catch {
            return GW_UNSUPPORTED
        }
        watches[fd] = watch
        return GW_OK
    }

    package func setTimer(_ id: UInt64, afterNanoseconds delay: Int64) {
        let timer = timers[id] ?? resting.popLast() ?? make()
        timer.id = id
        timers[id] = timer
        timer.timer?.schedule(afterNanoseconds: delay)
    }

    private func make() -> Timer {
        let timer = Timer(0)
        timer.timer = loop.timer { [unowned self, unowned timer] in
            let id = timer.id
            self.rest(id)
            self.fired(id)
        }
        return timer
    }

    package func cancelTimer(_ id: UInt64) {
        timers[id]?.timer?.cancel()
        rest(id)
    }

    private func rest(_ id: UInt64) {
        guard let timer = timers.removeValue(forKey: id) else { return }
        if resting.count < Self.restingLimit {
            resting.append(timer)
        } else {
            timer.timer?.close()
        }
    }

    package func closeAll() {
        for watch in watches.values { watch.file?.close() }
        for timer in timers.values { timer.timer?.close() }
        for timer in resting { timer.timer?.close() }
        watches.removeAll()
        timers.removeAll()
        resting.removeAll()
    }
}
