import GatewayConfig
import GatewayCore
import GatewayLoop
import GatewayStore
import Synchronization

/// The queue of one sink: bounded in memory, durable within a commit, in order, at least once.
///
/// Drivers' threads put samples in, the sink's loop takes blocks out, the spool's writer makes old ones durable. All
/// decisions are ``LaneQueue``'s; here are the lock, the clocks and the open block.
///
/// Unchecked: everything mutable is under the lock.
final class Lane: SampleReceiver, @unchecked Sendable {
    /// Buffers kept for blocks to come.
    private static let spareLimit = 4

    let stream: String
    let epoch: UInt64
    private(set) var policy: LaneSettings.Policy
    private let lock = Mutex<Void>(())
    private var queue: LaneQueue
    private var open: LaneBlock?
    private var sequence: UInt64
    private var spare: [SampleBuffer] = []
    private var window = 0
    private var isLoading = false
    private let clock: GatewayClock
    /// How long an open block waits for more, in nanoseconds.
    private var linger: Int64
    private var wakeSink: @Sendable () -> Void = {}
    private let wakeWriter: @Sendable () -> Void

    init(
        stream: String, epoch: UInt64, settings: LaneSettings, resumingAfter cursor: BlockID?,
        startingAfter sequence: UInt64 = 0,
        clock: GatewayClock, wakeWriter: @escaping @Sendable () -> Void
    ) {
        self.stream = stream
        self.epoch = epoch
        self.sequence = sequence
        policy = settings.policy
        linger = settings.linger.nanoseconds
        self.clock = clock
        self.wakeWriter = wakeWriter
        queue = LaneQueue(LaneQueue.Limits(settings), resumingAfter: cursor)
    }

    /// Of the newest block; one that comes back after its sink was away goes on from there.
    var lastSequence: UInt64 {
        lock.withLock { _ in sequence }
    }

    /// Takes over new settings; what is queued stays.
    func update(_ settings: LaneSettings) {
        lock.withLock { _ in
            policy = settings.policy
            linger = settings.linger.nanoseconds
            queue.limits = LaneQueue.Limits(settings)
        }
    }

    // MARK: Drivers' side

    func receive(_ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, at received: Timestamp) {
        let wake = lock.withLock { _ in put(samples, bytes, received) }
        if wake.writer { wakeWriter() }
        if wake.sink { wakeSink() }
    }

    var wantsPause: Bool {
        lock.withLock { _ in policy == .block && queue.isFull }
    }

    /// Fills the open block, sealing as it goes, and says who has to hear of it.
    private func put(
        _ samples: UnsafeBufferPointer<Sample>, _ bytes: UnsafeRawBufferPointer, _ received: Timestamp
    ) -> (sink: Bool, writer: Bool) {
        let wasQuiet = open == nil
        var rest = samples[...]
        while !rest.isEmpty {
            let block = openBlock(received)
            let part = rest.prefix(queue.limits.blockSamples - block.samples.count)
            block.samples.append(contentsOf: UnsafeBufferPointer(rebasing: part), bytes: bytes)
            block.received = received
            rest = rest.dropFirst(part.count)
            if block.samples.count >= queue.limits.blockSamples { seal() }
        }
        if policy == .dropOldest && queue.isFull { _ = queue.dropOldest() }
        // A disk that is stuck must not cost more than memory is there for.
        if policy == .spill && isDiskStuck { _ = queue.dropOldest() }
        return (window > 0, wasQuiet)
    }

    private var isDiskStuck: Bool {
        // A commit under way holds a tenth of a second of samples, which may be a few times the limit.
        let limit = 10 * queue.limits.memorySamples
        // Blocks that came back from the disk count as memory, but they are safe there.
        return queue.memorySamples > limit && queue.undurableSamples > limit
    }

    private func openBlock(_ received: Timestamp) -> LaneBlock {
        if let open { return open }
        sequence += 1
        let block = LaneBlock(
            BlockID(epoch: epoch, sequence: sequence), spare.popLast() ?? SampleBuffer(capacity: 256),
            created: received,
            opened: clock.monotonic)
        open = block
        return block
    }

    private func seal() {
        guard let block = open else { return }
        open = nil
        queue.append(block)
    }

    // MARK: The sink's side

    /// Says how many blocks the sink may have at once (0: it is away), and how to wake it.
    func attach(window: Int, wake: @escaping @Sendable () -> Void) {
        lock.withLock { _ in
            self.window = window
            wakeSink = wake
        }
    }

    /// The next block for the sink, or `nil` when it has enough or there is nothing.
    func next() -> LaneOffer? {
        lock.withLock { _ in
            guard window > 0 else { return nil }
            if let offer = queue.offer(window: window) { return offer }
            guard queue.isEmpty, let open, clock.monotonic - open.opened >= linger else { return nil }
            seal()
            return queue.offer(window: window)
        }
    }

    /// How many nanoseconds the open block still waits for more, if the sink could have it otherwise.
    var lingers: Int64? {
        lock.withLock { _ in
            guard linger > 0, window > 0, queue.isEmpty, let open else { return nil }
            return max(0, open.opened + linger - clock.monotonic)
        }
    }

    /// The sink has answered.
    func done(_ block: LaneBlock, rejected: Bool) {
        let mustWake = lock.withLock { _ in
            let hadCursor = queue.hasNewCursor
            if queue.done(block.id, rejected: rejected), !queue.holds(block) { recycle(block) }
            return queue.hasNewCursor && !hadCursor
        }
        if mustWake { wakeWriter() }
    }

    /// The sink gave the block back.
    func failed(_ block: LaneBlock) {
        lock.withLock { _ in queue.failed(block.id) }
    }

    /// The memory of a block that is done goes to the next one, unless the spool's thread may still read it. The sink has
    /// answered, so it reads no more.
    private func recycle(_ block: LaneBlock) {
        guard !block.isWithSpool, spare.count < Self.spareLimit,
            block.samples.capacity <= 2 * queue.limits.blockSamples
        else { return }
        block.samples.removeAll()
        spare.append(block.samples)
    }

    // MARK: The spool's side

    /// Whether what the spool has survives a power cut.
    func use(durableSpool isDurable: Bool) {
        lock.withLock { _ in queue.isSpoolDurable = isDurable }
    }

    /// What the next commit should hold. Blocks that have been open for longer than a commit are sealed for it.
    func toCommit(openedBefore before: Int64) -> (blocks: [LaneBlock], cursor: BlockID?) {
        lock.withLock { _ in
            if let open, open.opened <= before { seal() }
            var work = queue.toCommit(openedBefore: before)
            if policy != .spill { work.blocks = [] }
            for block in work.blocks { block.isWithSpool = true }
            return work
        }
    }

    func committed(_ blocks: [LaneBlock], cursor: BlockID?) {
        lock.withLock { _ in queue.committed(blocks, cursor: cursor) }
    }

    /// The disk refused: memory keeps within its limit by giving up the oldest. Returns the samples lost.
    func commitFailed() -> Int {
        lock.withLock { _ in
            queue.commitFailed()
            return policy == .block ? 0 : queue.dropOldest()
        }
    }

    /// Whether something waits for a commit to come.
    var hasUncommitted: Bool {
        lock.withLock { _ in
            let waiting = queue.toCommit(openedBefore: .max)
            return open != nil || !waiting.blocks.isEmpty || waiting.cursor != nil
        }
    }

    /// Takes the order to fetch blocks from the disk, once at a time: after which block.
    func beginLoad() -> LoadOrder? {
        lock.withLock { _ in
            guard window > 0, queue.wantsLoad, !isLoading else { return nil }
            isLoading = true
            return LoadOrder(after: queue.loadAfter, samples: queue.loadRoom)
        }
    }

    struct LoadOrder: Sendable {
        /// `nil`: from the first.
        let after: BlockID?
        /// No more than these, unless the first block alone is larger.
        let samples: Int
    }

    func loaded(_ blocks: [LaneBlock], through last: BlockID? = nil) {
        lock.withLock { _ in
            isLoading = false
            queue.loaded(blocks, through: last)
        }
        wakeSink()
    }

    /// The disk did not answer; tried again at the next wake-up.
    func loadFailed() {
        lock.withLock { _ in isLoading = false }
    }

    func found(blocks: Int, samples: Int) {
        lock.withLock { _ in queue.found(blocks: blocks, samples: samples) }
    }

    /// The spool gave up its oldest blocks of this lane. Returns how many samples are lost by it.
    func droppedOnDisk(blocks: Int, samples: Int) -> Int {
        lock.withLock { _ in queue.droppedOnDisk(blocks: blocks, samples: samples) }
    }

    // MARK: Reading

    struct Figures: Sendable {
        var counters: LaneQueue.Counters
        var inMemory: Int
        var onDisk: Int
        /// Of both, those that survive a power cut.
        var safe: Int
        var oldest: Timestamp?
    }

    var figures: Figures {
        lock.withLock { _ in
            let openCount = open?.samples.count ?? 0
            var counters = queue.counters
            counters.received += UInt64(openCount)
            return Figures(
                counters: counters, inMemory: queue.memorySamples + openCount, onDisk: queue.disk.samples,
                safe: queue.safeSamples, oldest: queue.oldest ?? open?.created)
        }
    }
}

extension LaneQueue.Limits {
    init(_ settings: LaneSettings) {
        self.init(memorySamples: settings.memoryLimit, blockSamples: max(1, settings.batchLimit))
    }
}
