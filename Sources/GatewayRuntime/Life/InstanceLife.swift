/// The life of one plugin instance, as decisions only: start, wait after a failure, start again.
///
/// Waits double from 0.5 s to the longest (30 s, or as the site says) with jitter, so that a hundred channels do not knock at one door in step. A run of a
/// minute forgets old failures. A configuration error is not tried again. A process that crashes is made anew at once (0.1 s,
/// then twice as long each time); with five crashes within a minute it is left alone until somebody says otherwise.
struct InstanceLife: Equatable {
    enum State: Equatable, Sendable {
        case idle
        case running
        case waiting(attempt: Int)
        /// Its settings are wrong; only a new configuration helps.
        case refused
        /// It crashed too often; a person has to lift this.
        case quarantined
        case stopped
    }

    enum Action: Equatable {
        case start
        case stop
        case stopAndWait(nanoseconds: Int64)
        case wait(nanoseconds: Int64)
        case none
    }

    static let shortest: Int64 = 500_000_000
    static let usualLongest: Int64 = 30_000_000_000
    static let forgetsAfter: Int64 = 60_000_000_000
    static let shortestAfterCrash: Int64 = 100_000_000
    /// So many crashes within ``crashWindow`` end in quarantine.
    static let crashLimit = 5
    static let crashWindow: Int64 = 60_000_000_000

    /// Nanoseconds; waits grow up to this.
    private let longest: Int64
    private(set) var state = State.idle
    private var attempts = 0
    private var startedAt: Int64 = 0
    private var crashes: [Int64] = []

    init(longest: Int64 = Self.usualLongest) {
        self.longest = longest
    }

    mutating func begin(now: Int64) -> Action {
        guard state == .idle else { return .none }
        startedAt = now
        return .start
    }

    /// Start has returned without error.
    mutating func started(now: Int64) {
        guard state != .stopped else { return }
        startedAt = now
        state = .running
    }

    /// Start has failed. `jitter` is 0…1.
    mutating func startFailed(canRetry: Bool, jitter: Double) -> Action {
        guard state != .stopped else { return .none }
        guard canRetry else {
            state = .refused
            return .none
        }
        return .wait(nanoseconds: nextWait(jitter))
    }

    /// A running instance said that it cannot go on.
    mutating func failed(canRetry: Bool, now: Int64, jitter: Double) -> Action {
        guard state == .running else { return .none }
        if now - startedAt >= Self.forgetsAfter { attempts = 0 }
        guard canRetry else {
            state = .refused
            return .stop
        }
        return .stopAndWait(nanoseconds: nextWait(jitter))
    }

    /// Its process has ended, while it ran or while it started.
    mutating func crashed(now: Int64) -> Action {
        guard state != .stopped else { return .none }
        crashes = crashes.filter { now - $0 < Self.crashWindow } + [now]
        guard crashes.count < Self.crashLimit else {
            state = .quarantined
            return .none
        }
        attempts += 1
        state = .waiting(attempt: attempts)
        return .wait(nanoseconds: min(longest, Self.shortestAfterCrash << Int64(crashes.count - 1)))
    }

    /// The instance proved useful: the next failure is the first again.
    mutating func succeeded() {
        attempts = 0
    }

    mutating func waitIsOver() -> Action {
        guard case .waiting = state else { return .none }
        return .start
    }

    /// A person wants it to start now, whatever was before. A running one is to be stopped first.
    mutating func restart(now: Int64) -> Action {
        guard state != .stopped else { return .none }
        (attempts, crashes) = (0, [])
        let wasRunning = state == .running
        state = .waiting(attempt: 0)
        return wasRunning ? .stopAndWait(nanoseconds: 0) : .wait(nanoseconds: 0)
    }

    mutating func end() -> Action {
        defer { state = .stopped }
        return state == .running ? .stop : .none
    }

    private mutating func nextWait(_ jitter: Double) -> Int64 {
        let doubled = Self.shortest << Int64(min(attempts, 13))
        attempts += 1
        state = .waiting(attempt: attempts)
        let base = min(doubled, longest)
        return base / 2 + Int64(Double(base / 2) * min(1, max(0, jitter)))
    }
}
