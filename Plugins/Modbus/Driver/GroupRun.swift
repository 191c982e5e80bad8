import GatewaySDK

/// One group while the host waits for it: what is still out, and the samples so far.
struct GroupRun {
    /// The host's; `nil` while nobody waits.
    var token: UInt64?
    /// On the monotonic clock: when the next poll is due.
    var deadline: Int64 = 0
    /// Blocks queued or in flight.
    var outstanding = 0
    /// Blocks held back until the first has shown that the device is back.
    var heldBack = 0..<0
    let samples: SampleBuffer
    /// Of the latest answer among ``samples``.
    var receivedAt = Timestamp.none

    init(capacity: Int) {
        samples = SampleBuffer(capacity: capacity)
    }

    /// Forgets the poll.
    mutating func clear() {
        token = nil
        outstanding = 0
        heldBack = 0..<0
        samples.removeAll()
    }
}
