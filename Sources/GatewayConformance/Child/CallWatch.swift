import GatewayLoop
import Glibc
import Synchronization

/// Looks after calls that do not return. A thread of its own; one in a process.
///
/// A call that may block is interrupted when the judge's patience is over; one that may not, or that is deaf to the
/// interruption, ends the process with a finding, because a thread inside a plugin cannot be taken back.
final class CallWatch: Sendable {
    private let reporter: CaseReporter
    private let patience: Int64
    private let slots = Mutex<[CallSlot]>([])
    /// From interrupt to the return of the call.
    static let grace: Int64 = 2_000_000_000
    private static let round: UInt32 = 20_000

    init(_ reporter: CaseReporter, patience: Duration) {
        self.reporter = reporter
        self.patience = patience.nanoseconds
        let watch = Unmanaged.passRetained(self).toOpaque()
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { watch in
                guard let watch else { return nil }
                Unmanaged<CallWatch>.fromOpaque(watch).takeUnretainedValue().run()
            }, watch)
    }

    func add(_ slot: CallSlot) {
        slots.withLock { $0.append(slot) }
    }

    func remove(_ slot: CallSlot) {
        slots.withLock { $0.removeAll { $0 === slot } }
    }

    private func run() -> Never {
        while true {
            usleep(Self.round)
            for slot in slots.withLock({ $0 }) { look(at: slot) }
        }
    }

    private func look(at slot: CallSlot) {
        guard let (call, since, wasInterrupted) = slot.current else { return }
        let spent = EventLoop.monotonic - since
        if slot.mayBlock && call.mayBlock {
            if !wasInterrupted && spent > patience { slot.interrupt() }
            if spent > patience + Self.grace { giveUp(slot, call, spent) }
        } else if spent > call.limit {
            giveUp(slot, call, spent)
        }
    }

    private func giveUp(_ slot: CallSlot, _ call: PluginCall, _ spent: Int64) -> Never {
        let seconds = (Double(spent) / 1e8).rounded() / 10
        let words = "\(call.rawValue) has not returned after \(seconds) s"
        if slot.mayBlock && call.mayBlock {
            reporter.error(
                .interruptReturns,
                words + ", 2 s of them after interrupt" + (slot.canInterrupt ? "" : " (which is NULL)"))
        } else {
            reporter.error(call == .stop ? .stopInTime : .returns, words)
        }
        reporter.end()
        _exit(1)
    }
}
