/// When to look at what keeps changing: when it has been quiet for a moment, and at last after a while. Pure.
struct Settling {
    /// Nanoseconds without news that count as quiet.
    static let quiet: Int64 = 100_000_000
    /// Nanoseconds from the first news on after which nothing is waited for.
    static let longest: Int64 = 800_000_000

    private var first: Int64?
    private var last: Int64 = 0

    /// There is news at `now`, in nanoseconds of a clock that never goes back.
    mutating func stirred(at now: Int64) {
        first = first ?? now
        last = now
    }

    /// When to look; `nil`: not before there is news.
    var due: Int64? {
        first.map { min(last + Self.quiet, $0 + Self.longest) }
    }

    /// Somebody looks now.
    mutating func looked() {
        first = nil
    }
}
