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

    /// Makes a sample of a number that cannot be used one of the last number, and bad. It keeps what made it bad before.
    func replaceValue(of sample: inout Sample, by reason: Quality.Reason) {
        let isNumber = typeCode != ValueType.none.rawValue && typeCode < ValueType.text.rawValue
        sample.typeCode = isNumber ? typeCode : ValueType.none.rawValue
        sample.bits = isNumber ? bits : 0
        if !sample.quality.isBad { sample.quality = Quality(.bad, reason) }
    }

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
