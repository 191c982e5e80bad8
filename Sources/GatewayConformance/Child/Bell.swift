import Glibc

/// Lets one thread wait until others have done something. Unchecked: a semaphore.
final class Bell: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() {
        sem_init(semaphore, 0, 0)
    }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    /// Any thread.
    func ring() {
        sem_post(semaphore)
    }

    /// Waits until `isDone`, looking again at every ring and every 20 ms, for at most `limit`. Returns what `isDone` said last.
    @discardableResult
    func wait(_ limit: Duration, until isDone: () -> Bool) -> Bool {
        let clock = ContinuousClock()
        let last = clock.now + limit
        while !isDone() {
            guard clock.now < last else { return false }
            var next = timespec()
            clock_gettime(CLOCK_REALTIME, &next)
            next.tv_nsec += 20_000_000
            if next.tv_nsec >= 1_000_000_000 {
                (next.tv_sec, next.tv_nsec) = (next.tv_sec + 1, next.tv_nsec - 1_000_000_000)
            }
            sem_timedwait(semaphore, &next)
        }
        return true
    }
}
