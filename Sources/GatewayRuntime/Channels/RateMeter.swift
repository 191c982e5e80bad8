/// Counts events and says how many a second there were in the last full window.
struct RateMeter {
    private static let window: Int64 = 5_000_000_000
    private var began: Int64
    private var count: UInt64 = 0
    private(set) var perSecond = 0.0

    init(now: Int64) {
        began = now
    }

    mutating func add(now: Int64) {
        count += 1
        let passed = now - began
        guard passed >= Self.window else { return }
        perSecond = Double(count) / (Double(passed) / 1e9)
        began = now
        count = 0
    }
}
