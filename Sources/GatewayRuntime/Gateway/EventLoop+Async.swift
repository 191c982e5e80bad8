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

    /// Begins `work` on the loop's thread and suspends until it passes on its result, then or later. On a loop that has
    /// ended it begins at once, and must not need the loop.
    func result<Result: Sendable>(
        of _: Result.Type = Result.self, _ work: @escaping @Sendable (@escaping (Result) -> Void) -> Void
    ) async -> Result {
        await withCheckedContinuation { continuation in
            let isTaken = run { work { continuation.resume(returning: $0) } }
            if !isTaken { work { continuation.resume(returning: $0) } }
        }
    }

    /// As ``result(of:_:)``, for work that says only that it is done.
    func finish(_ work: @escaping @Sendable (@escaping () -> Void) -> Void) async {
        _ = await result(of: Bool.self) { then in work { then(true) } }
    }
}
