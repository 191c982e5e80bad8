import GatewayCore
import Synchronization

/// What points did: written as it comes, read by point and time.
///
/// Samples are kept in memory until ``flush()`` writes them to a journal, synced; call it about once a second. When
/// enough have come, or the journal has many rows, they become a part, sorted by point, in one transaction with the
/// journal's end; parts are merged in the background of later flushes, so that one point's day lies in few places.
/// Queries see all of it, as of one moment. A crash loses what was not flushed, and nothing twice.
///
/// ``append(_:bytes:received:)``, ``flush()`` and ``retain(newerThan:maximumBytes:)`` come from one thread at a time and
/// the latter two may wait for the disk; queries come from any thread. A damaged file is set aside and a new one begun.
public final class HistoryStore: @unchecked Sendable {
    /// When parts are made and merged.
    public struct Tuning: Hashable, Sendable {
        /// Samples that make a part.
        public var partSamples = 1 << 19
        /// Flushes that make a part, however few the samples.
        public var partRows = 4096
        /// Parts that are merged into one.
        public var fanOut = 8
        /// Parts are not merged beyond this stretch of time, so that old ones can be let go. Nanoseconds.
        public var longestPart: Int64 = 26 * 3600 * 1_000_000_000
        /// Samples that one flush merges at most.
        public var mergeBudget = 1 << 20

        public init() {}
    }

    static let maximumLevel = 3
    static let checkpointBytes = 8 << 20

    let path: String
    let tuning: Tuning
    let report: StoreReporter
    /// Guards what queries share with the writer; never held while the disk works.
    let shared: Mutex<Shared>

    /// The writer's own.
    var merge: HistoryMerge?
    var unchecked = 0
    var needsNewJournal = false

    struct Shared {
        nonisolated(unsafe) var recent: HistoryRecent
        var file: HistoryFile?
        var isDegraded = false
        var damaged = 0
        /// Parts whose damage has been told.
        var reported: Set<Int64> = []
    }

    /// Opens or makes the history at `path`. Never fails: when the disk refuses, samples wait in memory, bounded, and
    /// every flush tries again; see the reports.
    public init(path: String, tuning: Tuning = Tuning(), report: @escaping StoreReporter = { _ in }) {
        self.path = path
        self.tuning = tuning
        self.report = report
        shared = Mutex(Shared(recent: HistoryRecent(generation: 1)))
        do throws(DatabaseFailure) { try open() } catch { noteFailed(error) }
    }

    /// Takes samples in; cheap, and never waits for the disk.
    ///
    /// - Parameter received: stands in for source times that are missing or not to be believed. Samples without either
    ///   are left out and counted.
    public func append(
        _ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, received: Timestamp = .none
    ) {
        let limit = tuning.partSamples * 2
        shared.withLock { $0.recent.append(samples, bytes: bytes, received: received, limit: limit) }
    }

    public func append(_ samples: SampleBuffer, received: Timestamp = .none) {
        append(samples.view, bytes: samples.byteView, received: received)
    }

    /// Makes durable what has come, and does some of the work that waits. What fails is tried again by the next flush.
    public func flush() {
        do throws(DatabaseFailure) {
            if shared.withLock({ $0.file == nil }) { try open() }
            guard let file = shared.withLock({ $0.file }) else { return }
            try writeJournal(file)
            try sortWhenDue(file)
            try work(file)
            noteWorking()
        } catch {
            noteFailed(error)
        }
    }

    /// Lets go of parts whose samples were all received before `time`, then of the oldest until at most `bytes` of packed
    /// samples are left. The space comes back over the next flushes. Returns how many samples went.
    @discardableResult
    public func retain(newerThan time: Timestamp?, maximumBytes bytes: Int?) -> Int {
        guard let file = shared.withLock({ $0.file }) else { return 0 }
        do throws(DatabaseFailure) {
            // Parts that a merge is reading stay until it is through.
            let busy = Set(merge?.merged.map(\.id) ?? [])
            let parts = try file.parts()
            var total = parts.reduce(0) { $0 + $1.bytes }
            let going = parts.filter { part in
                guard !busy.contains(part.id) else { return false }
                let isOld = time.map { (part.arrived == .none ? part.end : part.arrived) < $0 } ?? false
                let goes = isOld || (bytes.map { total > $0 } ?? false)
                if goes { total -= part.bytes }
                return goes
            }
            try file.bury(going)
            return going.reduce(0) { $0 + $1.samples }
        } catch {
            noteFailed(error)
            return 0
        }
    }

    private func writeJournal(_ file: HistoryFile) throws(DatabaseFailure) {
        let (payloads, count, rows) = shared.withLock { shared in
            if needsNewJournal { (shared.recent.flushed, shared.recent.rows) = (0, 0) }
            return (shared.recent.unflushed(), shared.recent.buffer.count, shared.recent.rows)
        }
        guard !payloads.isEmpty else { return }
        try file.append(payloads, anew: needsNewJournal)
        needsNewJournal = false
        unchecked += payloads.reduce(512) { $0 + $1.count }
        shared.withLock { ($0.recent.flushed, $0.recent.rows) = (count, rows + payloads.count) }
    }

    private func sortWhenDue(_ file: HistoryFile) throws(DatabaseFailure) {
        let due = shared.withLock { shared -> (chunks: [HistoryChunk], generation: Int64, arrived: Timestamp)? in
            let recent = shared.recent
            guard recent.buffer.count >= tuning.partSamples || recent.rows >= tuning.partRows else { return nil }
            return (recent.sorted(), recent.generation, recent.arrived)
        }
        guard let due else { return }
        try file.replaceJournal(by: due.chunks, generation: due.generation, arrived: due.arrived)
        shared.withLock { $0.recent.clear() }
        unchecked += due.chunks.reduce(0) { $0 + $1.payload.count }
    }

    /// One piece of what waits: merging, deleting, giving space back, emptying the log.
    private func work(_ file: HistoryFile) throws(DatabaseFailure) {
        if merge == nil {
            let group = try file.parts().mergeable(
                count: tuning.fanOut, span: tuning.longestPart, maximumLevel: Self.maximumLevel)
            if let group { merge = try HistoryMerge(group, in: file) }
        }
        if let running = merge {
            unchecked += tuning.mergeBudget * 4
            if try running.step(budget: tuning.mergeBudget) {
                if running.damaged > 0 { noteDamaged(running.damaged, part: nil) }
                merge = nil
            }
        }
        if try file.clean() { unchecked += 1 << 20 } else { try file.shrink() }
        guard unchecked >= Self.checkpointBytes else { return }
        unchecked = 0
        try file.database.checkpoint()
    }
}
