import GatewayConfig
import GatewayCore
import GatewayLoop
import GatewayStore
import Synchronization

/// Keeps routed samples for the history: gathers them in memory and writes them once a second on a thread of its own.
///
/// What is not yet written is lost in a power cut; the history makes no promise of durability, lanes do.
///
/// Unchecked: the two buffers change hands under the lock, the timer belongs to the loop.
final class HistoryRecorder: SampleReceiver, @unchecked Sendable {
    private static let interval: Int64 = 1_000_000_000
    /// Beyond this a stuck disk costs samples of the history, which are counted.
    private static let limit = 2_000_000
    /// Flushes between two looks at what is too old: about ten minutes.
    private static let retentionEvery = 600

    private let store: HistoryStore
    private let loop: EventLoop
    private let clock: GatewayClock
    private let lock = Mutex<Void>(())
    private var filling = SampleBuffer(capacity: 4096)
    private var writing = SampleBuffer(capacity: 4096)
    private var isArmed = false
    private var lost: UInt64 = 0
    private var timer: LoopTimer?
    private var settings: HistorySettings
    /// Due at the first flush, so that a short retention holds from the start.
    private var flushesSinceRetention = HistoryRecorder.retentionEvery

    init(_ store: HistoryStore, settings: HistorySettings, clock: GatewayClock) throws(LoopError) {
        self.store = store
        self.settings = settings
        self.clock = clock
        loop = try EventLoop(name: "history")
        _ = loop.runAndWait { [self] in timer = loop.timer { [unowned self] in write() } }
    }

    func receive(_ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, at received: Timestamp) {
        let mustArm = lock.withLock { _ in
            guard filling.count + samples.count <= Self.limit else {
                lost += UInt64(samples.count)
                return false
            }
            filling.append(contentsOf: samples, bytes: bytes)
            defer { isArmed = true }
            return !isArmed
        }
        if mustArm { loop.run { [self] in timer?.schedule(afterNanoseconds: Self.interval) } }
    }

    /// Takes over a new retention.
    func update(_ settings: HistorySettings) {
        loop.run { [self] in self.settings = settings }
    }

    /// Samples that a stuck disk has cost.
    var lostCount: UInt64 {
        lock.withLock { _ in lost }
    }

    /// Writes what there is. Any other thread; returns when done.
    func flush() {
        _ = loop.runAndWait { [self] in write() }
    }

    func flushed() async {
        await loop.call { [self] in write() }
    }

    func stop() {
        flush()
        loop.stop()
    }

    private func write() {
        lock.withLock { _ in
            swap(&filling, &writing)
            isArmed = false
        }
        guard !writing.isEmpty else { return }
        store.append(writing.view, bytes: writing.byteView)
        store.flush()
        writing.removeAll()
        flushesSinceRetention += 1
        if flushesSinceRetention >= Self.retentionEvery { retain() }
    }

    private func retain() {
        flushesSinceRetention = 0
        let oldest = Timestamp(rawValue: clock.now.rawValue &- settings.retention.nanoseconds)
        store.retain(newerThan: oldest, maximumBytes: Int(clamping: settings.maximumBytes))
    }
}
