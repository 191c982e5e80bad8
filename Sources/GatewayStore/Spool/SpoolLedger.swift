import GatewayCore

/// What a spool knows without looking: per stream how much is held, how far its sink is, and what may be deleted.
/// Decisions only; both spools keep one.
struct SpoolLedger: Sendable {
    struct Stream: Sendable {
        var held = SpoolAmount.zero
        var position = SpoolPosition()
        /// The newest block ever committed.
        var last: BlockID?
        var oldest: Timestamp?
        var damagedBlocks = 0
        var damagedSamples = 0
    }

    private(set) var streams: [String: Stream] = [:]
    private(set) var bytes = 0
    let maximumBytes: Int

    init(maximumBytes: Int) {
        self.maximumBytes = maximumBytes
    }

    subscript(stream: String) -> Stream {
        streams[stream] ?? Stream()
    }

    /// The blocks that are not there yet.
    func fresh(_ blocks: [SpoolBlock]) -> [SpoolBlock] {
        var last: [String: BlockID] = [:]
        return blocks.filter { block in
            if let before = last[block.stream] ?? streams[block.stream]?.last, block.id <= before { return false }
            last[block.stream] = block.id
            return true
        }
    }

    func hasRoom(for blocks: [SpoolBlock]) -> Bool {
        blocks.isEmpty || bytes + blocks.reduce(0) { $0 + $1.payload.count } <= maximumBytes
    }

    /// The positions that a commit with `cursors` changes, as they will be.
    func moved(by cursors: [String: BlockID]) -> [String: SpoolPosition] {
        var moved: [String: SpoolPosition] = [:]
        for (stream, cursor) in cursors {
            var position = self[stream].position
            if position.moveCursor(to: cursor) { moved[stream] = position }
        }
        return moved
    }

    mutating func commit(_ blocks: [SpoolBlock], _ positions: [String: SpoolPosition]) {
        for block in blocks { hold(block.stream, SpoolAmount(block), last: block.id, created: block.created) }
        for (stream, position) in positions { streams[stream, default: Stream()].position = position }
    }

    /// Counts what was found on disk, or came in.
    mutating func hold(_ stream: String, _ amount: SpoolAmount, last: BlockID, created: Timestamp) {
        var entry = self[stream]
        entry.held += amount
        entry.last = max(entry.last ?? last, last)
        entry.oldest = entry.oldest ?? created
        streams[stream] = entry
        bytes += amount.bytes
    }

    mutating func place(_ stream: String, _ position: SpoolPosition) {
        streams[stream, default: Stream()].position.merge(position)
    }

    mutating func free(_ stream: String, _ amount: SpoolAmount, through: BlockID, oldest: Timestamp?) {
        var entry = self[stream]
        entry.held = entry.held - amount
        entry.position.floor = max(entry.position.floor ?? through, through)
        entry.oldest = oldest
        streams[stream] = entry
        bytes -= amount.bytes
    }

    mutating func damage(_ stream: String, blocks: Int, samples: Int) {
        streams[stream, default: Stream()].damagedBlocks += blocks
        streams[stream, default: Stream()].damagedSamples += samples
    }

    var statistics: [String: SpoolStatistics] {
        streams.mapValues {
            SpoolStatistics(
                held: $0.held, oldest: $0.oldest, damagedBlocks: $0.damagedBlocks, damagedSamples: $0.damagedSamples)
        }
    }
}
