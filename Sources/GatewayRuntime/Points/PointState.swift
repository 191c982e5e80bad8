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

    /// Whether `sample`, in engineering units, differs enough from what was passed on last; then it is what was.
    @inline(__always)
    mutating func isNews(_ sample: Sample, by rule: PointRule) -> Bool {
        guard let number = sample.number else { return true }
        if qualityBits == sample.qualityBits && rule.suppresses(number, after: reported) { return false }
        reported = number
        return true
    }

    @inline(__always)
    mutating func remember(_ sample: Sample, _ received: Timestamp, _ hasOnlyReceiveTime: Bool) {
        bits = sample.bits
        typeCode = sample.typeCode
        qualityBits = sample.qualityBits
        sourceTime = sample.sourceTime
        receiveTime = received
        self.hasOnlyReceiveTime = hasOnlyReceiveTime
    }
}
