import Synchronization

/// Wakes a loop for one purpose; many calls before the handler runs are one.
public final class LoopSignal: Sendable {
    private let loop: EventLoop
    private let isPending = Atomic(false)
    private let handler: @Sendable () -> Void

    public init(_ loop: EventLoop, _ handler: @escaping @Sendable () -> Void) {
        self.loop = loop
        self.handler = handler
    }

    /// Any thread; never blocks for long.
    public func fire() {
        guard isPending.exchange(true, ordering: .acquiringAndReleasing) == false else { return }
        loop.run { [self] in
            isPending.store(false, ordering: .releasing)
            handler()
        }
    }
}
