/// Whether one unit on the connection answers, as decisions only.
///
/// A unit that does not answer costs its neighbours a timeout per request. So after some in a row it counts as down, and
/// is only tried now and then, at growing intervals.
struct DeviceHealth {
    enum Change: Equatable {
        case none
        case up
        case down
    }

    struct Limits {
        /// Unanswered requests in a row.
        var timeoutsBeforeDown = 3
        /// The longest time between two probes; 0 for a unit that has the connection to itself.
        var probeInterval: Int64 = 10_000_000_000
    }

    let limits: Limits
    private(set) var isDown = false
    private var timeouts = 0
    private var nextProbe = Int64.min
    private var interval: Int64 = 1_000_000_000

    init(_ limits: Limits) {
        self.limits = limits
    }

    /// Whether a poll may be sent now.
    func mayPoll(now: Int64) -> Bool {
        !isDown || now >= nextProbe
    }

    /// It answered, be it with an exception.
    mutating func answered() -> Change {
        defer { self = DeviceHealth(limits) }
        return isDown ? .up : .none
    }

    mutating func timedOut(now: Int64) -> Change {
        timeouts += 1
        if isDown {
            interval = min(interval * 2, 3_600_000_000_000)
            nextProbe = now + min(interval, limits.probeInterval)
            return .none
        }
        guard timeouts >= limits.timeoutsBeforeDown else { return .none }
        isDown = true
        nextProbe = now + min(interval, limits.probeInterval)
        return .down
    }
}
