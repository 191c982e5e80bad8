import GatewayLoop

/// Beats for the gateway, on the plugin's thread: as long as that comes back from its calls, the heart beats.
final class ChildHeart {
    private let memory: SharedMemory
    private var timer: LoopTimer?

    /// On the plugin's thread.
    init(_ loop: EventLoop, _ memory: SharedMemory) {
        self.memory = memory
        timer = loop.timer { [unowned self] in beat() }
        beat()
    }

    private func beat() {
        memory.heartbeat &+= 1
        timer?.schedule(after: ChildPulse.interval)
    }
}
