import Glibc

/// A value that one thread waits for and another sets, once.
///
/// Unchecked: the semaphore stands between the two.
final class Awaited<Value>: @unchecked Sendable {
    private var value: Value?
    private var ready = sem_t()

    init() { sem_init(&ready, 0, 0) }
    deinit { sem_destroy(&ready) }

    func set(_ value: Value) {
        self.value = value
        sem_post(&ready)
    }

    func wait() -> Value {
        while sem_wait(&ready) != 0 {}
        guard let value else { fatalError("woken without a value") }
        return value
    }
}
