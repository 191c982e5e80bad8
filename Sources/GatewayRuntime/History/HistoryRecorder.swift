import GatewayCore
import GatewayLoop
import GatewayStore
import Logging
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

    private let store: HistoryStore
    private let loop: EventLoop
    private let log: Logger
    private let lock = Mutex<Void>(())
    private var filling = SampleBuffer(capacity: 4096)
    private var writing = SampleBuffer(capacity: 4096)
    private var isArmed = false
    private var lost: UInt64 = 0
    private var timer: LoopTimer?

    init(_ store: HistoryStore, log: Logger) throws(LoopError) {
        self.store = store
        self.log = log
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

    /// Samples that a stuck disk has cost.
    var lostCount: UInt64 {
        lock.withLock { _ in lost }
    }

    /// Writes what there is. Any other thread; returns when done.
    func flush() {
        _ = loop.runAndWait { [self] in write() }
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
        do {
            try store.append(writing.view, bytes: writing.byteView)
        } catch {
            lock.withLock { _ in lost += UInt64(writing.count) }
            log.error("History refuses", metadata: ["reason": "\(error)", "samples": "\(writing.count)"])
        }
        writing.removeAll()
    }
}
