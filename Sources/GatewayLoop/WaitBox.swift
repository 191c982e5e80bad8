import Glibc

/// Carries a result from the loop's thread to one that waits.
///
/// Unchecked: the semaphore orders the one write before the one read.
final class WaitBox<Result>: @unchecked Sendable {
    private let work: () -> Result
    private var done = sem_t()
    private(set) var result: Result?

    init(_ work: @escaping () -> Result) {
        self.work = work
        sem_init(&done, 0, 0)
    }

    deinit {
        sem_destroy(&done)
    }

    func perform() {
        result = work()
        sem_post(&done)
    }

    func wait() -> Result? {
        while sem_wait(&done) != 0 && errno == EINTR {}
        return result
    }
}
