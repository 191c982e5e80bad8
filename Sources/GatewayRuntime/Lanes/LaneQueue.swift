import GatewayCore
import GatewayStore

/// The blocks of one lane in the order they were made, as decisions only: which to offer, which to make durable, which to
/// keep on disk alone, which to give up. No clock, no thread, no disk.
///
/// ```
///   head (memory, offered from here)  →  disk (durable, not in memory)  →  tail (memory, not yet durable)
/// ```
/// While nothing is on disk alone, the tail is empty. A block that the sink takes before the next commit never touches
/// the disk.
struct LaneQueue {
    struct Limits: Equatable, Sendable {
        /// Samples kept in memory before blocks go to disk alone (or, without a spool, are given up).
        var memorySamples = 200_000
        /// Samples in one block.
        var blockSamples = 4096
    }

    struct Counters: Equatable, Sendable {
        var received: UInt64 = 0
        var delivered: UInt64 = 0
        var rejected: UInt64 = 0
        var dropped: UInt64 = 0
        var durable: UInt64 = 0
        var resent: UInt64 = 0
    }

    var limits: Limits
    /// What the spool has survives a power cut.
    var isSpoolDurable = true
    private(set) var head: [LaneBlock] = []
    private(set) var tail: [LaneBlock] = []
    /// Samples and blocks that are on disk alone.
    private(set) var disk = (blocks: 0, samples: 0)
    private(set) var counters = Counters()
    /// How many blocks of the head are with the sink, counted from the first.
    private(set) var offered = 0
    /// The sink wants the offered blocks again; nothing new is offered until all of them have been answered.
    private(set) var mustRepeat = false
    private var pending = 0
    private var acknowledged: BlockID?
    /// What is on disk alone comes after this one.
    private var newestInHead: BlockID?
    /// Taken by the sink while an older one was not, and gone from the head since: they may still be on disk.
    private var takenAhead: Set<BlockID> = []
    private var isCursorDirty = false
    private(set) var memorySamples = 0

    /// `resumingAfter`: the cursor that a former run left behind.
    init(_ limits: Limits, resumingAfter cursor: BlockID? = nil) {
        self.limits = limits
        acknowledged = cursor
        newestInHead = cursor
    }

    var isEmpty: Bool {
        head.isEmpty && tail.isEmpty && disk.blocks == 0
    }

    /// Whether a block is still on its way to the sink.
    func holds(_ block: LaneBlock) -> Bool {
        head.contains { $0 === block } || tail.contains { $0 === block }
    }

    /// Samples that only memory has.
    var undurableSamples: Int {
        (head + tail).reduce(0) { $0 + ($1.isDurable ? 0 : $1.samples.count) }
    }

    /// Samples that a power cut would not take.
    var safeSamples: Int {
        guard isSpoolDurable else { return 0 }
        return disk.samples + (head + tail).reduce(0) { $0 + ($1.isDurable ? $1.samples.count : 0) }
    }

    var isFull: Bool {
        memorySamples >= limits.memorySamples
    }

    var oldest: Timestamp? {
        head.first?.created ?? tail.first?.created
    }

    /// All samples not yet with the sink for good.
    var waiting: Int {
        memorySamples + disk.samples
    }

    // MARK: Coming in

    mutating func append(_ block: LaneBlock) {
        counters.received += UInt64(block.samples.count)
        memorySamples += block.samples.count
        if disk.blocks == 0 && tail.isEmpty && memorySamples <= limits.memorySamples {
            head.append(block)
            newestInHead = block.id
        } else {
            tail.append(block)
        }
    }

    /// What a former run left on disk.
    mutating func found(blocks: Int, samples: Int) {
        disk = (disk.blocks + blocks, disk.samples + samples)
    }

    // MARK: To the sink

    /// The next block to offer, if the sink may have `window` at once.
    mutating func offer(window: Int) -> LaneOffer? {
        if head.isEmpty && disk.blocks == 0 && !tail.isEmpty {
            head = tail
            tail = []
            newestInHead = head.last?.id
        }
        guard !mustRepeat, pending < window, offered < head.count else { return nil }
        let block = head[offered]
        offered += 1
        pending += 1
        let offer = LaneOffer(block: block, isResent: block.wasOffered)
        if block.wasOffered { counters.resent += UInt64(block.samples.count) }
        block.wasOffered = true
        return offer
    }

    /// Whether the next blocks have to come from the disk, and after which.
    var wantsLoad: Bool {
        head.isEmpty && disk.blocks > 0
    }

    var loadAfter: BlockID? {
        newestInHead
    }

    /// Samples that may come back from the disk at once; a single block may be larger.
    var loadRoom: Int {
        max(0, limits.memorySamples - memorySamples)
    }

    /// Blocks from the disk, the next in order, read up to `last`: damaged ones are missing between. Nothing read at all
    /// means that the disk had less than was thought.
    mutating func loaded(_ blocks: [LaneBlock], through last: BlockID? = nil) {
        guard let newest = last ?? blocks.last?.id else {
            counters.dropped += UInt64(disk.samples)
            disk = (0, 0)
            return
        }
        let wanted = blocks.filter { !takenAhead.contains($0.id) }
        let samples = wanted.reduce(0) { $0 + $1.samples.count }
        disk = (max(0, disk.blocks - wanted.count), max(0, disk.samples - samples))
        memorySamples += samples
        head += wanted
        newestInHead = newest
    }

    /// The sink has the block for good, or will never have it. False when it was not with the sink.
    @discardableResult
    mutating func done(_ id: BlockID, rejected: Bool) -> Bool {
        guard pending > 0, let block = head.prefix(offered).first(where: { $0.id == id }), !block.isDone else {
            return false
        }
        pending -= 1
        block.isDone = true
        if rejected {
            counters.rejected += UInt64(block.samples.count)
        } else {
            counters.delivered += UInt64(block.samples.count)
        }
        retire()
        if pending == 0 { repeatIfNeeded() }
        return true
    }

    /// The sink did not take the block; it and all after it are offered again, in order.
    mutating func failed(_ id: BlockID) {
        guard pending > 0, head.prefix(offered).contains(where: { $0.id == id }) else { return }
        pending -= 1
        mustRepeat = true
        if pending == 0 { repeatIfNeeded() }
    }

    private mutating func repeatIfNeeded() {
        guard mustRepeat else { return }
        mustRepeat = false
        head.removeAll { block in
            guard block.isDone else { return false }
            memorySamples -= block.samples.count
            takenAhead.insert(block.id)
            return true
        }
        offered = 0
    }

    private mutating func retire() {
        while let first = head.first, first.isDone, offered > 0 {
            head.removeFirst()
            offered -= 1
            memorySamples -= first.samples.count
            acknowledged = first.id
            isCursorDirty = isCursorDirty || first.isDurable
            takenAhead = takenAhead.filter { $0 > first.id }
        }
    }

    // MARK: To the disk

    /// A durable block was taken, and the disk does not know yet.
    var hasNewCursor: Bool {
        isCursorDirty
    }

    /// What the next commit should hold: every block that is older than `before` and not yet durable, and the cursor when
    /// a durable block has been taken since.
    mutating func toCommit(openedBefore before: Int64) -> (blocks: [LaneBlock], cursor: BlockID?) {
        let fresh = (head + tail).filter { !$0.isDurable && !$0.isDone && $0.opened <= before }
        let cursor = isCursorDirty ? acknowledged : nil
        return (fresh, cursor)
    }

    mutating func committed(_ blocks: [LaneBlock], cursor: BlockID?) {
        for block in blocks where !block.isDurable {
            block.isDurable = true
            if isSpoolDurable { counters.durable += UInt64(block.samples.count) }
            // Taken while the commit ran: its cursor has to follow.
            if block.isDone || acknowledged.map({ $0 >= block.id }) == true { isCursorDirty = true }
        }
        if let cursor, cursor == acknowledged { isCursorDirty = false }
        evict()
    }

    /// Durable blocks of the tail need no memory; nor do the newest of the head, when memory is short.
    private mutating func evict() {
        while memorySamples > limits.memorySamples, head.count > max(1, offered), let last = head.last, last.isDurable {
            head.removeLast()
            newestInHead = head.last?.id
            leaveToDisk(last)
        }
        while disk.blocks > 0 || memorySamples > limits.memorySamples, let first = tail.first, first.isDurable {
            tail.removeFirst()
            leaveToDisk(first)
        }
    }

    private mutating func leaveToDisk(_ block: LaneBlock) {
        disk = (disk.blocks + 1, disk.samples + block.samples.count)
        memorySamples -= block.samples.count
    }

    // MARK: Giving up

    /// Brings memory within its limit: what is durable leaves to the disk, and of the rest the oldest blocks that nobody
    /// has in hand are given up. Returns how many samples were lost.
    mutating func dropOldest() -> Int {
        evict()
        var lost = 0
        while memorySamples > limits.memorySamples, let victim = takeOldestUnoffered() {
            memorySamples -= victim.samples.count
            lost += victim.samples.count
        }
        counters.dropped += UInt64(lost)
        return lost
    }

    private mutating func takeOldestUnoffered() -> LaneBlock? {
        if let index = head.indices.dropFirst(offered).first(where: { isExpendable(head[$0]) }) {
            return head.remove(at: index)
        }
        guard let index = tail.firstIndex(where: isExpendable) else { return nil }
        return tail.remove(at: index)
    }

    /// A block that a commit under way may be writing is on the way to be durable.
    private func isExpendable(_ block: LaneBlock) -> Bool {
        !block.isDurable && !block.isWithSpool
    }

    /// The commit has failed: what it held is as it was before.
    mutating func commitFailed() {
        for block in head + tail where !block.isDurable { block.isWithSpool = false }
    }

    /// The spool gave up its oldest blocks of this lane. Those that are in memory too are not lost by it. Returns how many
    /// samples were.
    mutating func droppedOnDisk(blocks: Int, samples: Int) -> Int {
        let covered = head.filter { $0.isDurable && !$0.isDone }.prefix(blocks)
        let lostBlocks = min(disk.blocks, blocks - covered.count)
        let lost = min(disk.samples, max(0, samples - covered.reduce(0) { $0 + $1.samples.count }))
        disk = (disk.blocks - lostBlocks, disk.samples - lost)
        counters.dropped += UInt64(lost)
        return lost
    }
}
