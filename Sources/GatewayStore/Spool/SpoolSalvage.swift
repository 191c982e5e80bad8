/// Takes over what is whole in a quarantined spool file.
///
/// Two passes: the first learns what the file knew (rows, index entries, positions), the second reads the blocks in
/// order. What the file knew and cannot be read any more is counted as lost.
struct SpoolSalvage {
    private struct Found {
        var samples: Int
        var place: PageCarver.Place?
    }

    private let carver: PageCarver
    private var blocks: [String: [BlockID: Found]] = [:]
    private(set) var positions: [String: SpoolPosition] = [:]
    private(set) var epoch: UInt64 = 0

    init(path: String) {
        carver = PageCarver(path: path)
        carver.forEachRow { place, record in
            switch record.values.count {
            case 9: learnBlock(record, place)
            case 5: learnPosition(record)
            case 2: epoch = max(epoch, UInt64(clamping: record.values[1].int ?? 0))
            default: break
            }
        }
        carver.forEachEntry { learnEntry($0) }
        for (stream, found) in blocks {
            guard let passed = positions[stream]?.passed else { continue }
            // Deleted rows linger in free pages; the cursor was durable before they went.
            blocks[stream] = found.filter { $0.key > passed }
        }
        epoch = blocks.values.joined().reduce(epoch) { max($0, $1.key.epoch) }
    }

    /// Streams that still have blocks, or had.
    var streams: [String] {
        blocks.keys.sorted()
    }

    /// What cannot be read any more, per stream.
    func lost(_ stream: String) -> (blocks: Int, samples: Int) {
        let lost = (blocks[stream] ?? [:]).values.filter { $0.place == nil }
        return (lost.count, lost.reduce(0) { $0 + $1.samples })
    }

    /// The whole blocks of a stream in order, a few at a time.
    func forEachGroup<Failure: Error>(
        of stream: String, _ body: ([SpoolBlock]) throws(Failure) -> Void
    ) throws(Failure) {
        var group: [SpoolBlock] = []
        for (_, found) in (blocks[stream] ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let place = found.place, let block = carver.row(at: place).flatMap(SpoolRow.block) else { continue }
            group.append(block)
            guard group.count == 64 else { continue }
            try body(group)
            group = []
        }
        if !group.isEmpty { try body(group) }
    }

    private mutating func learnBlock(_ record: SQLiteRecord, _ place: PageCarver.Place) {
        if let block = SpoolRow.block(record) {
            blocks[block.stream, default: [:]][block.id] = Found(samples: block.sampleCount, place: place)
        } else if let stream = record.values[1].text, let epoch = record.values[2].int,
            let sequence = record.values[3].int
        {
            learn(stream, SpoolRow.id(epoch, sequence), samples: record.values[4].int)
        }
    }

    private mutating func learnEntry(_ record: SQLiteRecord) {
        guard record.values.count == 7, let stream = record.values[0].text, let epoch = record.values[1].int,
            let sequence = record.values[2].int
        else { return }
        learn(stream, SpoolRow.id(epoch, sequence), samples: record.values[3].int)
    }

    private mutating func learn(_ stream: String, _ id: BlockID, samples: Int64?) {
        guard blocks[stream]?[id] == nil else { return }
        blocks[stream, default: [:]][id] = Found(samples: Int(clamping: samples ?? 0), place: nil)
    }

    private mutating func learnPosition(_ record: SQLiteRecord) {
        let values = record.values
        guard let stream = values[0].text else { return }
        let position = SpoolRow.position(values[1].int, values[2].int, values[3].int, values[4].int)
        positions[stream, default: SpoolPosition()].merge(position)
    }
}
