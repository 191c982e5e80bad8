import GatewayCore

/// The last that is known of one point, off the hot path.
public struct PointReading: Hashable, Sendable {
    public var value: Value
    public var quality: Quality
    public var sourceTime: Timestamp
    public var receiveTime: Timestamp
    /// The source gave no time of its own; ``sourceTime`` repeats the receive time.
    public var hasOnlyReceiveTime: Bool
}
