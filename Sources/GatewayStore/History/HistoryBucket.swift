import GatewayCore

/// What a point did in one stretch of time.
public struct HistoryBucket: Hashable, Sendable {
    /// Where the stretch begins; it ends where the next would begin.
    public var start: Timestamp
    /// Values that count: all but the bad ones.
    public var count = 0
    /// Left out: bad quality, or not a number though of a number's type.
    public var bad = 0
    public var minimum: Double?
    public var maximum: Double?
    /// The plain mean of the values that are numbers, each weighing the same however long it lasted.
    public var mean: Double?
    public var first: Value?
    public var last: Value?
    private var sum = 0.0
    private var numbers = 0

    public init(start: Timestamp) {
        self.start = start
    }

    /// Takes a sample in; `text` is its bytes' owner's view.
    mutating func add(_ sample: Sample, bytes: UnsafeRawBufferPointer) {
        let number = sample.number
        if sample.quality.isBad || number?.isNaN ?? false {
            bad += 1
            return
        }
        guard sample.type != .none else { return }
        count += 1
        let value = SampleBuffer.value(sample, bytes: bytes)
        first = first ?? value
        last = value
        guard let number else { return }
        numbers += 1
        sum += number
        minimum = min(minimum ?? number, number)
        maximum = max(maximum ?? number, number)
        mean = sum / Double(numbers)
    }
}
