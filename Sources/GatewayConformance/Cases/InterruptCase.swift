import CGatewayABI
import GatewayLoop
import Glibc
import PluginHost
import Synchronization

extension CaseRun {
    /// A call counts as blocking when it has not returned after this.
    private static let blocks = Duration.milliseconds(150)

    /// Wakes calls that wait for a peer who says nothing.
    func interrupt() {
        guard subject.mayBlock else {
            return skip("this plugin runs on the host's loop and never blocks (case blocking)")
        }
        for manner in hasPeer ? LoopbackPort.Manner.allCases : [.refusing] {
            guard let port = LoopbackPort(manner),
                let instance = ready(peer: hasPeer ? .init(port: port.number) : nil)
            else { return }
            at(manner.rawValue)
            // With nothing to interrupt, it interrupts nothing.
            instance.slot.interrupt()
            interrupt(instance, .start) { instance.start() }
            if instance.host.now == .running || judge(instance.start()) { interruptRequests(instance) }
            instance.stop()
            finish(instance)
        }
    }

    private func interruptRequests(_ instance: TestInstance) {
        if subject.isPolled {
            interrupt(instance, .read) { instance.outcome(instance.beginRead(), .read) }
        }
        if let point = instance.plan.points.first, subject.tables.write != nil {
            interrupt(instance, .write) {
                instance.outcome(instance.beginWrite(.int(1), to: point.handle, phase: 0, lifetime: .max / 4), .write)
            }
        }
        if subject.tables.sink != nil {
            let block = TestBlock.all(instance.plan.points.map(\.handle))[0]
            interrupt(instance, .deliver) { instance.outcome(instance.beginDeliver(block), .deliver) }
        }
    }

    /// Makes the call on a thread of its own and, if it blocks, interrupts it.
    private func interrupt(_ instance: TestInstance, _ call: PluginCall, _ body: @escaping () -> CallResult?) {
        let work = Blocking(body)
        runDetached { work.run() }
        guard !instance.bell.wait(Self.blocks, until: { work.isDone }) else { return }
        let began = EventLoop.monotonic
        guard instance.slot.canInterrupt else {
            reporter.error(
                .interruptReturns, "\(call.rawValue) blocks for more than \(Self.blocks), and interrupt is NULL")
            giveUp()
        }
        instance.slot.interrupt()
        let hasReturned = instance.bell.wait(.seconds(3)) { work.isDone }
        let spent = Double(EventLoop.monotonic - began) / 1e9
        guard hasReturned else {
            reporter.error(.interruptReturns, "\(call.rawValue) had not returned 3 s after interrupt")
            giveUp()
        }
        if spent > 2 {
            reporter.error(.interruptReturns, "\(call.rawValue) returned \(spent) s after interrupt; it has 2 s")
        }
        if let result = work.result, result.known != .cancelled {
            reporter.warning(.interruptStatus, "an interrupted \(call.rawValue) returned \(result.words)")
        }
    }

    /// A thread is stuck inside the plugin; nothing more can be asked in this process.
    func giveUp() -> Never {
        reporter.end()
        _exit(1)
    }

    /// A call on its way. Unchecked: the atomic orders the one write before the reads.
    private final class Blocking: @unchecked Sendable {
        private let body: () -> CallResult?
        private(set) var result: CallResult?
        private let done = Atomic(false)

        init(_ body: @escaping () -> CallResult?) {
            self.body = body
        }

        var isDone: Bool { done.load(ordering: .acquiring) }

        func run() {
            result = body()
            done.store(true, ordering: .releasing)
        }
    }
}
