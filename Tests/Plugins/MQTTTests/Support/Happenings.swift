import Glibc
import Synchronization

/// What a sink said to its gateway, in order, for a test that waits for it. Unchecked: everything is under the lock.
final class Happenings: @unchecked Sendable {
    enum Happening: Equatable, Sendable {
        case answered(UInt64, Int32, String)
        case failed(Int32, String)
        case linkUp(String)
        case linkDown(String)
        case requested(UInt64, String, String)
        case logged(String)
        case frame(sent: Bool, String)
    }

    private struct State {
        var all: [Happening] = []
        var seen: [Bool] = []
    }

    private let state = Mutex(State())
    private let bell = Bell()

    func add(_ happening: Happening) {
        state.withLock {
            $0.all.append(happening)
            $0.seen.append(false)
        }
        bell.ring()
    }

    var all: [Happening] { state.withLock { $0.all } }

    /// The first happening that fits and that no call has returned before; waits for it up to a long time.
    func next<Found>(within seconds: Int = 30, _ fits: (Happening) -> Found?) -> Found? {
        let end = Bell.deadline(seconds)
        while true {
            let found: Found? = state.withLock { state in
                for (index, happening) in state.all.enumerated() where !state.seen[index] {
                    guard let found = fits(happening) else { continue }
                    state.seen[index] = true
                    return found
                }
                return nil
            }
            if let found { return found }
            guard bell.wait(until: end) else { return nil }
        }
    }

    func nextAnswer(to token: UInt64) -> Int32? {
        next { if case .answered(token, let status, _) = $0 { status } else { nil } }
    }

    /// The first answer that is not "offer it again".
    func nextFinalAnswer(to token: UInt64) -> Int32? {
        next { if case .answered(token, let status, _) = $0, status != -8 { status } else { nil } }
    }

    func nextAnswerMessage(to token: UInt64) -> String? {
        next { if case .answered(token, let status, let message) = $0 { "\(status) \(message)" } else { nil } }
    }

    func nextFailure() -> (status: Int32, message: String)? {
        next { if case .failed(let status, let message) = $0 { (status, message) } else { nil } }
    }

    func nextLinkUp() -> String? {
        next { if case .linkUp(let message) = $0 { message } else { nil } }
    }

    func nextRequest() -> (token: UInt64, text: String)? {
        next { if case .requested(let token, let point, let value) = $0 { (token, "\(point)=\(value)") } else { nil } }
    }
}

/// A semaphore with a time limit. Unchecked: semaphores are made for it.
final class Bell: @unchecked Sendable {
    private var semaphore = sem_t()

    init() { sem_init(&semaphore, 0, 0) }
    deinit { sem_destroy(&semaphore) }

    func ring() { sem_post(&semaphore) }

    static func deadline(_ seconds: Int) -> timespec {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        now.tv_sec += seconds
        return now
    }

    /// Whether it rang in time.
    func wait(until end: timespec) -> Bool {
        var end = end
        while sem_timedwait(&semaphore, &end) != 0 {
            if errno != EINTR { return false }
        }
        return true
    }
}
