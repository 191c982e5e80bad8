import GatewayConfig
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
    private static let retryInterval: Int64 = 1_000_000_000
    private static let loadBytes = 1 << 20

    private let spool: any Spool
    private let loop: EventLoop
    private let clock: GatewayClock
    private let log: Logger
    private var lanes: [Lane] = []
    private var timer: LoopTimer?
    private var isArmed = false
    /// A look is due anyway: lanes need not call again.
    private let isAwake = Atomic(false)
    private var commitsSinceTrim = 0
    private var settings: SpoolSettings
    private var age: SpoolAge
    private let trouble = Mutex<String?>(nil)

    init(spool: any Spool, settings: SpoolSettings, clock: GatewayClock, log: Logger) throws(LoopError) {
        self.settings = settings
        self.spool = spool
        self.clock = clock
        self.log = log
        age = SpoolAge(wall: clock.now, monotonic: clock.monotonic)
        loop = try EventLoop(name: "spool")
        _ = loop.runAndWait { [self] in timer = loop.timer { [unowned self] in look() } }
    }

    /// Takes over new limits.
    func update(_ settings: SpoolSettings) {
        loop.run { [self] in self.settings = settings }
    }

    /// Between two looks.
    private var interval: Int64 {
        max(2_000_000, settings.commitInterval.nanoseconds / 2)
    }

    /// Younger blocks are left to the sink, which mostly takes them before the next look.
    private var leastAge: Int64 {
        interval / 2
    }

    /// What keeps samples from becoming durable just now; `nil` when nothing does. Any thread.
    var problem: String? {
        trouble.withLock { $0 }
    }

    /// Something came into a lane. Any thread.
    func wake() {
        guard !isAwake.exchange(true, ordering: .acquiringAndReleasing) else { return }
        loop.run { [self] in arm(after: interval) }
    }

    func add(_ lane: Lane) {
        lane.use(durableSpool: spool.isDurable)
        loop.run { [self] in
            if !lanes.contains(where: { $0 === lane }) { lanes.append(lane) }
            age.use(epoch: lane.epoch)
            arm(after: interval)
        }
    }

    /// Makes durable what a lane still has, and forgets it.
    func remove(_ lane: Lane) async {
        await loop.call { [self] in
            commit(openedBefore: .max)
            lanes.removeAll { $0 === lane }
        }
    }

    /// Fetches the next blocks of a lane from the disk. Any thread.
    func load(_ lane: Lane, _ order: Lane.LoadOrder) {
        loop.run { [self] in
            do throws(SpoolError) {
                let stored = try spool.load(lane.stream, after: order.after, limit: Self.loadBytes)
                let fitting = order.fitting(stored)
                lane.loaded(fitting.compactMap { block(of: $0, for: lane) }, through: fitting.last?.id)
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
        isAwake.store(false, ordering: .releasing)
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
                cursors: Dictionary(
                    uniqueKeysWithValues: taken.compactMap { entry in
                        entry.cursor.map { (entry.lane.stream, $0) }
                    }))
            for entry in taken {
                entry.lane.committed(entry.blocks, cursor: entry.cursor)
                guard let newest = entry.blocks.last?.id else { continue }
                age.note(
                    entry.lane.stream, upTo: newest, maximum: settings.maximumAge, monotonic: clock.monotonic)
            }
            settle()
            try trimNowAndThen()
            return true
        } catch {
            if error == .full, makeRoom() { return commit(openedBefore: before) }
            report(error)
            for lane in lanes { noteLoss(lane, lane.commitFailed()) }
            return false
        }
    }

    /// Gives up the oldest tenth of the stream that holds most, when the spool is at the limit that was set for it.
    /// Whether there is room now.
    private func makeRoom() -> Bool {
        let held = spool.statistics()
        let total = held.values.reduce(0) { $0 + $1.bytes }
        guard Int64(total) * 10 >= settings.maximumBytes * 9,
            let (stream, largest) = held.max(by: { $0.value.bytes < $1.value.bytes }), largest.blocks > 0
        else { return false }
        return drop(stream, DropRule(keeping: largest.bytes - largest.bytes / 10 - 1))
    }

    @discardableResult
    private func drop(_ stream: String, _ rule: DropRule) -> Bool {
        guard let dropped = try? spool.drop(stream, rule), dropped.blocks > 0 else { return false }
        if let lane = lanes.first(where: { $0.stream == stream }) {
            noteLoss(lane, lane.droppedOnDisk(blocks: dropped.blocks, samples: dropped.samples))
        } else {
            log.warning("Samples given up", metadata: ["sink": "\(stream)", "samples": "\(dropped.samples)"])
        }
        return true
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
            noteLoss(lane, lane.droppedOnDisk(blocks: 1, samples: stored.sampleCount))
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
        age.look(wall: clock.now, monotonic: clock.monotonic)
        for (stream, held) in spool.statistics() where held.blocks > 0 {
            guard let rule = age.rule(stream, maximum: settings.maximumAge) else { continue }
            drop(stream, rule)
        }
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

extension Lane.LoadOrder {
    /// As many of the first blocks as memory has room for: what comes back must not push out what is there.
    fileprivate func fitting(_ blocks: [SpoolBlock]) -> ArraySlice<SpoolBlock> {
        var sum = 0
        let count = blocks.prefix { block in
            sum += block.sampleCount
            return sum <= samples
        }.count
        return blocks.prefix(max(1, count))
    }
}
