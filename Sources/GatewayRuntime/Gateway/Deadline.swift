import Synchronization

/// Waits that end, whatever the other side does.
enum Deadline {
    /// Waits for `work`, but no longer than `limit`; whether it was done by then. Work that was not goes on by itself.
    static func wait(_ limit: Duration, for work: @escaping @Sendable () async -> Void) async -> Bool {
        await withCheckedContinuation { continuation in
            let answer = Once<Bool> { continuation.resume(returning: $0) }
            Task {
                await work()
                answer(true)
            }
            Task {
                try? await Task.sleep(for: limit)
                answer(false)
            }
        }
    }
}

/// Passes on the first value it is given, and none after. Any thread.
final class Once<Value: Sendable>: Sendable {
    private let isDone = Atomic(false)
    private let pass: @Sendable (Value) -> Void

    init(_ pass: @escaping @Sendable (Value) -> Void) {
        self.pass = pass
    }

    func callAsFunction(_ value: Value) {
        guard !isDone.exchange(true, ordering: .acquiringAndReleasing) else { return }
        pass(value)
    }
}
