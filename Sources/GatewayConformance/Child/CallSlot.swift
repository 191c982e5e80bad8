import GatewayLoop
import Synchronization

/// Which function of one instance is running now, for the eyes of another thread.
final class CallSlot: Sendable {
    private struct State {
        var call: PluginCall?
        var since: Int64 = 0
        var wasInterrupted = false
        var interruption: (@Sendable () -> Void)?
    }

    let mayBlock: Bool
    private let state = Mutex(State())

    init(mayBlock: Bool) {
        self.mayBlock = mayBlock
    }

    /// The running call, when it began and whether it has been interrupted.
    var current: (call: PluginCall, since: Int64, wasInterrupted: Bool)? {
        state.withLock { state in state.call.map { ($0, state.since, state.wasInterrupted) } }
    }

    var canInterrupt: Bool { state.withLock { $0.interruption != nil } }

    func begin(_ call: PluginCall) {
        let now = EventLoop.monotonic
        state.withLock { ($0.call, $0.since, $0.wasInterrupted) = (call, now, false) }
    }

    /// Whether the call was interrupted on its way.
    @discardableResult
    func end() -> Bool {
        state.withLock { state in
            state.call = nil
            return state.wasInterrupted
        }
    }

    /// How to interrupt the instance; `nil` when it cannot be, or is gone.
    func allow(_ interruption: (@Sendable () -> Void)?) {
        state.withLock { $0.interruption = interruption }
    }

    /// Interrupts the call under way. Under the lock, so that destroy cannot overtake it.
    func interrupt() {
        state.withLock { state in
            state.wasInterrupted = true
            state.interruption?()
        }
    }
}
