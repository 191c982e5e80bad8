import GatewayCore

/// A packed run of samples in the order of point, then time: the unit that is read from disk.
struct HistoryChunk: Sendable {
    static let capacity = 8192

    var firstPoint: UInt32
    var lastPoint: UInt32
    var start: Timestamp
    var end: Timestamp
    var samples: Int
    var payload: [UInt8]

    /// `nil` when there are no samples.
    init?(_ run: SampleBuffer) {
        guard let first = run.view.first, let last = run.view.last else { return nil }
        (firstPoint, lastPoint) = (first.point, last.point)
        (start, end) = (first.sourceTime, first.sourceTime)
        for sample in run.view {
            start = min(start, sample.sourceTime)
            end = max(end, sample.sourceTime)
        }
        samples = run.count
        payload = BlockCodec.encode(run)
    }
}
