/// A stretch of a point's past.
public struct HistoryQuery: Codable, Hashable, Sendable {
    public var name: String
    /// Included.
    public var from: WireTime
    /// Excluded.
    public var to: WireTime
    /// Width of a bucket; none asks for the rows themselves.
    public var bucketMs: Int64?
    /// At most so many rows or buckets: 1 to 100,000.
    public var limit: Int

    public init(name: String, from: WireTime, to: WireTime, bucketMs: Int64? = nil, limit: Int = 10_000) {
        self.name = name
        self.from = from
        self.to = to
        self.bucketMs = bucketMs
        self.limit = limit
    }
}
