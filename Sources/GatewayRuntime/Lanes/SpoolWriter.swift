import GatewayCore
import GatewayLoop
import GatewayStore
import Logging
import Synchronization

/// The one thread that touches the spool: group commits for all lanes, and loads for lanes that have caught up with what
/// is on disk.
///
/// It sleeps until a lane has something, then looks twice per commit interval until all is delivered or durable, so a
/// sample is at most one interval (100 ms by default) old before it is one or the other.
///
/// Unchecked: `lanes`, the timer and the flags belong to the loop's thread.
final class SpoolWriter: @unchecked Sendable {
    private let interval: Int64
    /// Younger blocks are left to the sink, which mostly takes them before the next look.
    private let leastAge: Int64
    private static let retryInterval: Int64 = 1_000_000_000
    private static let loadBytes = 4 << 20

    private let spool: any Spool
    private let loop: EventLoop
    private let clock: GatewayClock
    private let log: Logger
    private var lanes: [Lane] = []
    private var timer: LoopTimer?
    private var isArmed = false
    private var commitsSinceTrim = 0
    private let trouble = Mutex<String?>(nil)

    init(spool: any Spool, commitInterval: Duration, clock: GatewayClock, log: Logger) throws(LoopError) {
        interval = max(2_000_000, commitInterval.nanoseconds / 2)
        leastAge = interval / 2
        self.spool = spool
        self.clock = clock
        self.log = log
        loop = try EventLoop(name: "spool")
        _ = loop.runAndWait { [self] in timer = loop.timer { [unowned self] in look() } }
    }

    /// What keeps samples from becoming durable just now; `nil` when nothing does. Any thread.
    var problem: String? {
        trouble.withLock { $0 }
    }

    /// Something came into a lane. Any thread.
    func wake() {
        loop.run { [self] in arm(after: interval) }
    }

    func add(_ lane: Lane) {
        loop.run { [self] in
            lanes.append(lane)
            arm(after: interval)
        }
    }

    func remove(_ lane: Lane) {
        loop.run { [self] in lanes.removeAll { $0 === lane } }
    }

    /// Fetches the next blocks of a lane from the disk. Any thread.
    func load(_ lane: Lane, _ order: Lane.LoadOrder) {
        loop.run { [self] in
            do throws(SpoolError) {
                let stored = try spool.load(lane.stream, after: order.after, limit: Self.loadBytes)
                lane.loaded(stored.compactMap { block(of: $0, for: lane) })
            } catch {
                report(error)
                lane.loadFailed()
            }
        }
    }

    /// Makes durable what can be, and ends. Any other thread.
    func stop() {
        _ = loop.runAndWait { [self] in
            commit(openedBefore: .max)
            try? trim()
        }
        loop.stop()
    }

    private func arm(after delay: Int64) {
        guard !isArmed else { return }
        isArmed = true
        timer?.schedule(afterNanoseconds: delay)
    }

    private func look() {
        isArmed = false
        let succeeded = commit(openedBefore: clock.monotonic - leastAge)
        if !succeeded {
            arm(after: Self.retryInterval)
        } else if lanes.contains(where: \.hasUncommitted) {
            arm(after: interval)
        }
    }

    @discardableResult
    private func commit(openedBefore before: Int64) -> Bool {
        var taken: [(lane: Lane, blocks: [LaneBlock], cursor: BlockID?)] = []
        for lane in lanes {
            let work = lane.toCommit(openedBefore: before)
            if !work.blocks.isEmpty || work.cursor != nil { taken.append((lane, work.blocks, work.cursor)) }
        }
        guard !taken.isEmpty else { return true }
        do throws(SpoolError) {
            try spool.commit(
                taken.flatMap { entry in entry.blocks.map { stored($0, of: entry.lane) } },
                cursors: Dictionary(uniqueKeysWithValues: taken.compactMap { entry in
                    entry.cursor.map { (entry.lane.stream, $0) }
                }))
            for entry in taken { entry.lane.committed(entry.blocks, cursor: entry.cursor) }
            settle()
            try trimNowAndThen()
            return true
        } catch {
            report(error)
            for lane in lanes { noteLoss(lane, lane.commitFailed()) }
            return false
        }
    }

    private func stored(_ block: LaneBlock, of lane: Lane) -> SpoolBlock {
        SpoolBlock(
            stream: lane.stream, id: block.id, sampleCount: block.samples.count, created: block.created,
            payload: BlockCodec.encode(block.samples.view, bytes: block.samples.byteView))
    }

    private func block(of stored: SpoolBlock, for lane: Lane) -> LaneBlock? {
        let samples = SampleBuffer(capacity: stored.sampleCount)
        do {
            try BlockCodec.decode(stored.payload, into: samples)
        } catch {
            log.error("Damaged block left out", metadata: ["stream": "\(lane.stream)", "block": "\(stored.id)"])
            lane.droppedOnDisk(blocks: 1, samples: stored.sampleCount)
            return nil
        }
        let block = LaneBlock(stored.id, samples, created: stored.created, opened: 0)
        block.isDurable = true
        block.wasOffered = stored.id.epoch != lane.epoch
        return block
    }

    private func trimNowAndThen() throws(SpoolError) {
        commitsSinceTrim += 1
        if commitsSinceTrim >= 100 { try trim() }
    }

    private func trim() throws(SpoolError) {
        commitsSinceTrim = 0
        _ = try spool.trim()
    }

    private func noteLoss(_ lane: Lane, _ samples: Int) {
        guard samples > 0 else { return }
        log.warning("Samples given up", metadata: ["sink": "\(lane.stream)", "samples": "\(samples)"])
    }

    private func settle() {
        let had = trouble.withLock { trouble in
            defer { trouble = nil }
            return trouble
        }
        if had != nil { log.notice("Spool writes again") }
    }

    private func report(_ error: SpoolError) {
        let text = "\(error)"
        let isNew = trouble.withLock { trouble in
            defer { trouble = text }
            return trouble != text
        }
        if isNew { log.error("Spool refuses; samples stay in memory", metadata: ["reason": "\(text)"]) }
    }
}
