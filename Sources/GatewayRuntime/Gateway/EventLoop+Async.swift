import GatewayLoop

extension EventLoop {
    /// Runs `work` on the loop's thread and suspends until it is done.
    func call<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            run { continuation.resume(returning: work()) }
        }
    }
}
