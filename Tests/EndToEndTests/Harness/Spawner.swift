import Glibc
import Synchronization

/// The one thread that starts programs. A child that asked to die with its parent dies with the parent's *thread*, so that
/// thread must live as long as the process: those of the concurrency runtime come and go.
final class Spawner: @unchecked Sendable {
    static let shared = Spawner()

    private let jobs = Mutex<[@Sendable () -> Void]>([])
    private let bell: UnsafeMutablePointer<sem_t>

    private init() {
        bell = .allocate(capacity: 1)
        sem_init(bell, 0, 0)
        var thread = pthread_t()
        pthread_create(&thread, nil, { _ -> UnsafeMutableRawPointer? in Spawner.shared.work() }, nil)
        pthread_detach(thread)
    }

    /// Runs `body` on the thread and waits for it.
    func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) -> Result {
        let outcome = Outcome<Result>()
        jobs.withLock { $0.append { outcome.set(body()) } }
        sem_post(bell)
        return outcome.wait()
    }

    private func work() -> Never {
        while true {
            while sem_wait(bell) != 0 {}
            jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }?()
        }
    }

    private final class Outcome<Value: Sendable>: @unchecked Sendable {
        private var value: Value?
        private let done = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

        init() {
            sem_init(done, 0, 0)
        }

        deinit {
            sem_destroy(done)
            done.deallocate()
        }

        func set(_ value: Value) {
            self.value = value
            sem_post(done)
        }

        func wait() -> Value {
            while true {
                while sem_wait(done) != 0 {}
                if let value { return value }
            }
        }
    }
}
