import GatewayCore

/// One part on its way into a merge: a chunk at a time.
struct HistoryMergeInput {
    /// What samples are ordered by.
    struct Key: Comparable {
        let point: UInt32
        let time: Timestamp

        init(_ sample: Sample) {
            (point, time) = (sample.point, sample.sourceTime)
        }

        static func < (left: Key, right: Key) -> Bool {
            (left.point, left.time) < (right.point, right.time)
        }
    }

    let part: Int64
    let buffer = SampleBuffer(capacity: HistoryChunk.capacity)
    /// Chunks that could not be read.
    private(set) var damaged = 0
    private var place = HistoryFile.ChunkPlace()
    private var at = 0

    init(part: Int64) {
        self.part = part
    }

    var isDone: Bool {
        at == buffer.count
    }

    /// The next sample's; only while not ``isDone``.
    var key: Key {
        Key(buffer.view[at])
    }

    /// The samples that come before `limit`, or at it too.
    func run(before limit: Key?, orAt isFirst: Bool) -> Range<Int> {
        guard let limit else { return at..<buffer.count }
        var end = at + 1
        while end < buffer.count {
            let key = Key(buffer.view[end])
            guard key < limit || (isFirst && key == limit) else { break }
            end += 1
        }
        return at..<end
    }

    /// Returns true when the chunk is used up.
    mutating func advance(to index: Int) -> Bool {
        at = index
        return isDone
    }

    /// Reads the next chunk; those that are damaged are left out and counted.
    mutating func fill(from file: HistoryFile) throws(DatabaseFailure) {
        buffer.removeAll()
        at = 0
        while buffer.isEmpty, let payload = try file.chunk(of: part, after: &place) {
            do throws(BlockError) { try BlockCodec.decode(payload, into: buffer) } catch { damaged += 1 }
        }
    }
}
