import GatewayLoop
import Synchronization

/// Beats for the gateway, through the plugin's thread: as long as that comes back from its calls, the heart beats.
final class ChildHeart: Sendable {
    private let loop: EventLoop
    private let memory: SharedMemory
    /// A beat is on its way; a plugin that hangs must not collect them.
    private let isPending = Atomic(false)

    init(_ loop: EventLoop, _ memory: SharedMemory) {
        self.loop = loop
        self.memory = memory
    }

    func beat() {
        guard !isPending.exchange(true, ordering: .acquiringAndReleasing) else { return }
        loop.run { [self] in
            isPending.store(false, ordering: .releasing)
            memory.heartbeat &+= 1
        }
    }
}
