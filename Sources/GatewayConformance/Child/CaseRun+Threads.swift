import Glibc

extension CaseRun {
    /// Runs `body` on so many threads at once and waits for them.
    func runThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) {
        let threads = (0..<count).compactMap { _ in begin(body) }
        for thread in threads { pthread_join(thread, nil) }
    }

    /// Runs `body` on a thread of its own that nobody waits for.
    func runDetached(_ body: @escaping @Sendable () -> Void) {
        if let thread = begin(body) { pthread_detach(thread) }
    }

    private func begin(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(ThreadBody(body))
        let code = pthread_create(
            &thread, nil,
            { box in
                if let box { Unmanaged<ThreadBody>.fromOpaque(box).takeRetainedValue().body() }
                return nil
            }, box.toOpaque())
        guard code != 0 else { return thread }
        box.release()
        return nil
    }

    private final class ThreadBody: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }
}
