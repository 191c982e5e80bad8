/// Whether a child is alive, by its heartbeat: it grows every second as long as the plugin's thread comes back from its calls.
/// Pure: the clock is handed in.
struct ChildPulse: Equatable {
    enum Verdict: Equatable {
        case alive
        /// A call has lasted long: ask it to return. Said once for each long call.
        case interrupt
        /// It will not come back.
        case hung
    }

    /// How often to look.
    static let interval = Duration.seconds(1)

    /// Until the next whole interval of the clock, so that one wake-up of the gateway looks after all its children.
    static func untilNextLook(now: Int64) -> Duration {
        .nanoseconds(interval.nanoseconds - now % interval.nanoseconds)
    }

    private let interruptAfter: Int64
    private let hungAfter: Int64
    private var beat: UInt64 = 0
    private var lastLook: Int64
    /// For how long it has not beaten.
    private var silence: Int64 = 0
    private var hasInterrupted = false

    /// The shortest limit. One look may find no new beat in a child that is well: beats and looks drift against each other.
    static let shortestLimit = Duration.seconds(3)

    /// A child that hangs is found at most `limit` after it began to: its last beat may be as old as the time from look to
    /// look when it is seen. Half of that more, so that a look which comes a little early counts.
    init(limit: Duration, now: Int64) {
        let interval = Self.interval.nanoseconds
        hungAfter = max(Self.shortestLimit, limit).nanoseconds - interval - interval / 2
        interruptAfter = hungAfter / 4 * 3
        lastLook = now
    }

    mutating func look(_ beat: UInt64, now: Int64) -> Verdict {
        // Looks that come much too late tell of our own sleep, in which the child may have slept, too.
        silence += min(now - lastLook, Self.interval.nanoseconds / 2 * 3)
        lastLook = now
        guard beat == self.beat else {
            self.beat = beat
            silence = 0
            hasInterrupted = false
            return .alive
        }
        if silence >= hungAfter { return .hung }
        guard silence >= interruptAfter, !hasInterrupted else { return .alive }
        hasInterrupted = true
        return .interrupt
    }
}
