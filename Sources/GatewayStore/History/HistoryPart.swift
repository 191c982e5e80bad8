import GatewayCore

/// A sorted stretch of history: its chunks hold every point that was seen in a while, one after the other.
struct HistoryPart: Hashable, Sendable {
    enum State: Int64, Sendable {
        /// Being written by a merge; invisible, and gone after a crash.
        case building = 0
        case alive = 1
        /// Merged into another or past its age; its chunks are deleted bit by bit.
        case dead = 2
    }

    var id: Int64
    /// How often its samples have been merged.
    var level: Int
    /// Grows with arrival: of samples with one time, those of the larger generation came later.
    var generation: Int64
    var start: Timestamp
    var end: Timestamp
    /// When its last sample was received.
    var arrived: Timestamp
    var samples: Int
    var bytes: Int
}

extension [HistoryPart] {
    /// The oldest neighbours that are worth merging: `count` of one level, together not longer than `span`.
    func mergeable(count: Int, span: Int64, maximumLevel: Int) -> [HistoryPart]? {
        for level in 0..<maximumLevel {
            let peers = filter { $0.level == level }.sorted { $0.generation < $1.generation }
            for first in 0..<Swift.max(0, peers.count - count + 1) {
                let group = Array(peers[first..<(first + count)])
                if group.span <= span { return group }
            }
        }
        return nil
    }

    private var span: Int64 {
        let (start, end) = (map(\.start.rawValue).min() ?? 0, map(\.end.rawValue).max() ?? 0)
        let (span, overflow) = end.subtractingReportingOverflow(start)
        return overflow ? .max : span
    }
}
