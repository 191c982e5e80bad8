/// How much a child may say in a second that people read: a log that is flooded hides what matters, and costs the loop that
/// other plugins share. Pure: the clock is handed in.
struct Allowance: Equatable {
    enum Verdict: Equatable {
        case granted
        /// The first of this second that is left out.
        case exhausted
        case leftOut
    }

    static let perSecond = 200
    private static let second: Int64 = 1_000_000_000

    private var began: Int64 = 0
    private var taken = 0

    /// One more, at `now` of the monotonic clock in nanoseconds.
    mutating func take(now: Int64) -> Verdict {
        if now &- began >= Self.second { (began, taken) = (now, 0) }
        taken = min(taken + 1, Self.perSecond + 2)
        if taken <= Self.perSecond { return .granted }
        return taken == Self.perSecond + 1 ? .exhausted : .leftOut
    }
}
