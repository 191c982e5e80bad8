/// What a point did during one bucket of time. Bad samples count for nothing here.
public struct HistoryBucket: Codable, Hashable, Sendable {
    public var start: WireTime
    /// None when the bucket has no good number.
    public var minimum: Double?
    public var maximum: Double?
    public var mean: Double?
    public var last: WireValue
    /// Good samples.
    public var count: Int

    public init(
        start: WireTime, minimum: Double? = nil, maximum: Double? = nil, mean: Double? = nil, last: WireValue = .none,
        count: Int = 0
    ) {
        self.start = start
        self.minimum = minimum
        self.maximum = maximum
        self.mean = mean
        self.last = last
        self.count = count
    }
}
