import GatewayCore

/// The last that is known of one point.
struct PointState {
    var bits: UInt64 = 0
    /// The value that was passed on last, for the deadband.
    var reported = Double.nan
    var sourceTime = Timestamp.none
    var receiveTime = Timestamp.none
    var qualityBits = Quality.waiting.rawValue
    var typeCode = ValueType.none.rawValue
    /// The source gave no time; ``sourceTime`` repeats the receive time.
    var hasOnlyReceiveTime = false
}
