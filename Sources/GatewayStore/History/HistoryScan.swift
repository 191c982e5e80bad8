import GatewayCore

/// Puts the samples of one point in the order of time, though parts overlap and clocks jump.
///
/// Parts are shown in the order of their begin (or, backwards, their end): what lies before the begin of the next part
/// can go out at once, so memory holds about one part's share of the point.
struct HistoryScan {
    private struct Entry {
        let sample: Sample
        /// Of samples with one time, those of the smaller rank were received before.
        let rank: Int64
        let index: Int
    }

    private let isBackwards: Bool
    private let body: (Sample, UnsafeRawBufferPointer) -> Bool
    private var waiting: [Entry] = []
    private let texts = SampleBuffer()
    /// The receiver has had enough.
    private(set) var isDone = false

    /// `body` gets samples in order until it returns false.
    init(backwards: Bool, _ body: @escaping (Sample, UnsafeRawBufferPointer) -> Bool) {
        isBackwards = backwards
        self.body = body
    }

    /// Takes samples in; they all arrived with one generation, in this order.
    mutating func add(_ samples: SampleBuffer, rank: Int64) {
        for sample in samples.view { add(sample, bytes: samples.byteView, rank: rank) }
    }

    mutating func add(_ sample: Sample, bytes: UnsafeRawBufferPointer, rank: Int64) {
        var kept = sample
        if sample.typeCode >= ValueType.text.rawValue {
            texts.append(sample, bytes: SampleBuffer.slice(sample, of: bytes))
            kept = texts.view[texts.count - 1]
        }
        waiting.append(Entry(sample: kept, rank: rank, index: waiting.count))
    }

    /// Sends out what nothing that is still to come can precede: all before `limit`, or (backwards) all after.
    mutating func release(to limit: Timestamp?) {
        guard !isDone, !waiting.isEmpty else { return }
        sort()
        var sent = 0
        for entry in waiting {
            if let limit, isBackwards ? entry.sample.sourceTime <= limit : entry.sample.sourceTime >= limit { break }
            sent += 1
            guard body(entry.sample, texts.byteView) else {
                isDone = true
                break
            }
        }
        waiting.removeFirst(sent)
        if waiting.isEmpty { texts.removeAll() }
    }

    private mutating func sort() {
        let rises = zip(waiting, waiting.dropFirst()).allSatisfy { Self.precedes($0, $1) }
        if !rises { waiting.sort(by: Self.precedes) }
        if isBackwards { waiting.reverse() }
    }

    private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
        (left.sample.sourceTime, left.rank, left.index) < (right.sample.sourceTime, right.rank, right.index)
    }
}
