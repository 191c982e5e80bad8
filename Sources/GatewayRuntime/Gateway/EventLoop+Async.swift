import GatewayLoop

extension EventLoop {
    /// Runs `work` on the loop's thread and suspends until it is done. A loop that has ended has no thread any more: then
    /// `work` runs at once, and nobody else can.
    func call<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            let isTaken = run { continuation.resume(returning: work()) }
            if !isTaken { continuation.resume(returning: work()) }
        }
    }
}
