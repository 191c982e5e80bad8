import Glibc

/// A value that another thread gives and this one waits for.
///
/// Unchecked: the semaphore orders the one write before the one read.
final class WaitedFor<Value>: @unchecked Sendable {
    private var value: Value?
    private var isThere = sem_t()

    init() { sem_init(&isThere, 0, 0) }
    deinit { sem_destroy(&isThere) }

    /// Once.
    func give(_ value: Value) {
        self.value = value
        sem_post(&isThere)
    }

    /// Blocks until the value is given.
    func wait() -> Value {
        while sem_wait(&isThere) != 0 {}
        guard let value else { preconditionFailure("given without a value") }
        return value
    }
}
