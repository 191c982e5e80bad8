/// The life of one plugin instance, as decisions only: start, wait after a failure, start again.
///
/// Waits double from 0.5 s to 30 s with jitter, so that a hundred channels do not knock at one door in step. A run of a
/// minute forgets old failures. A configuration error is not tried again.
struct InstanceLife: Equatable {
    enum State: Equatable, Sendable {
        case idle
        case running
        case waiting(attempt: Int)
        /// Its settings are wrong; only a new configuration helps.
        case refused
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
    static let longest: Int64 = 30_000_000_000
    static let forgetsAfter: Int64 = 60_000_000_000

    private(set) var state = State.idle
    private var attempts = 0
    private var startedAt: Int64 = 0

    mutating func begin(now: Int64) -> Action {
        guard state == .idle else { return .none }
        startedAt = now
        return .start
    }

    /// Start has returned without error.
    mutating func started(now: Int64) {
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

    /// The instance proved useful: the next failure is the first again.
    mutating func succeeded() {
        attempts = 0
    }

    mutating func waitIsOver() -> Action {
        guard case .waiting = state else { return .none }
        return .start
    }

    mutating func end() -> Action {
        defer { state = .stopped }
        return state == .running ? .stop : .none
    }

    private mutating func nextWait(_ jitter: Double) -> Int64 {
        let doubled = Self.shortest << Int64(min(attempts, 6))
        attempts += 1
        state = .waiting(attempt: attempts)
        let base = min(doubled, Self.longest)
        return base / 2 + Int64(Double(base / 2) * min(1, max(0, jitter)))
    }
}
