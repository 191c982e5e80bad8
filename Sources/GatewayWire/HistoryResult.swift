/// A stretch of a point's past: rows as they were stored, or buckets.
public struct HistoryResult: Codable, Hashable, Sendable {
    public var name: String
    public var unit: String?
    public var rows: [HistoryRow]?
    public var buckets: [HistoryBucket]?
    /// The limit cut it off; ask again from the last time on.
    public var truncated: Bool

    public init(
        name: String, unit: String? = nil, rows: [HistoryRow]? = nil, buckets: [HistoryBucket]? = nil,
        truncated: Bool = false
    ) {
        self.name = name
        self.unit = unit
        self.rows = rows
        self.buckets = buckets
        self.truncated = truncated
    }
}
