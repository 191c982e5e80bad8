import GatewayCore

/// One stored value of a point.
public struct HistoryRow: Hashable, Sendable {
    public var time: Timestamp
    /// ``Value/none`` where only the quality changed.
    public var value: Value
    public var quality: Quality

    public init(time: Timestamp, value: Value, quality: Quality) {
        self.time = time
        self.value = value
        self.quality = quality
    }
}
