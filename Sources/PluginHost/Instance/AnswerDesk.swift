import GatewayCore
import GatewayLoop

/// Completes the requests of one instance: the effects around ``PendingAnswers``. On the loop's thread.
///
/// An answer may come while the plugin's function, or the owner's call, is still on the stack. It is kept here and told
/// when the stack is clear, so that an owner may ask again, stop or destroy the instance from within a completion.
final class AnswerDesk {
    typealias Then = (PluginAnswer) -> Void

    private let loop: EventLoop
    /// Who hears of missing answers.
    var onBreach: (ContractBreach) -> Void = { _ in }
    private var pending = PendingAnswers<Then>()
    private var timer: LoopTimer?
    /// When the timer fires; it may be for a request that has been answered since.
    private var armed: Int64?
    private var settled: [(then: Then, answer: PluginAnswer)] = []
    private var told = 0
    private var isPosted = false

    init(_ loop: EventLoop) {
        self.loop = loop
    }

    /// Whether a request waits for its answer.
    var isWaiting: Bool { !pending.isEmpty }

    /// Begins to wait for an answer, `timeout` from now. Returns the token for the plugin.
    func add(timeout: Duration, _ then: @escaping Then) -> UInt64 {
        let (deadline, overflows) = EventLoop.monotonic.addingReportingOverflow(max(0, timeout.nanoseconds))
        return pending.add(deadline: overflows ? .max : deadline, then)
    }

    /// The plugin said that the answer follows.
    func promised(_ token: UInt64) {
        guard pending.isWaiting(token) else { return }
        arm()
    }

    /// What becomes of `token` is known. Returns the breach when it was known before.
    func answer(_ token: UInt64, _ answer: PluginAnswer) -> ContractBreach? {
        switch pending.answer(token) {
        case .first(let then):
            settled.append((then, answer))
            return nil
        case .second: return ContractBreach(.secondAnswer, "request \(token) was answered again: \(answer.status.word)")
        case .late: return ContractBreach(.lateAnswer, "request \(token) was answered after its time-out")
        case .unknown: return ContractBreach(.unknownToken, "an answer to request \(token), which was never made")
        case .afterCancel: return nil
        }
    }

    /// An answer that needs no plugin.
    func refuse(_ then: @escaping Then, _ answer: PluginAnswer) {
        settled.append((then, answer))
        tellSoon()
    }

    func cancelAll() {
        answerAll(PluginAnswer(status: .cancelled, message: "the instance was stopped"))
    }

    /// Nobody will answer any more: gives everybody who waits the same answer.
    func answerAll(_ answer: PluginAnswer) {
        for then in pending.cancelAll() { settled.append((then, answer)) }
        timer?.cancel()
        armed = nil
        tell()
    }

    func close() {
        timer?.close()
        timer = nil
        onBreach = { _ in }
    }

    /// Tells what is settled, in order. What that settles in turn waits for the next round of the loop, so that a sink that
    /// is always ready does not keep files and timers waiting.
    func tell() {
        var left = settled.count - told
        while left > 0, told < settled.count {
            let (then, answer) = settled[told]
            told += 1
            left -= 1
            then(answer)
        }
        if told < settled.count { return tellSoon() }
        settled.removeAll(keepingCapacity: true)
        told = 0
    }

    /// Tells what is settled when the stack is clear.
    func tellSoon() {
        guard !isPosted, told < settled.count else { return }
        isPosted = true
        let desk = OnLoop(self)
        loop.run {
            desk.value.isPosted = false
            desk.value.tell()
        }
    }

    private func arm() {
        guard let earliest = pending.earliest, earliest < armed ?? .max else { return }
        armed = earliest
        let timer = self.timer ?? loop.timer { [unowned self] in self.expire() }
        self.timer = timer
        timer.schedule(afterNanoseconds: max(0, earliest - EventLoop.monotonic))
    }

    private func expire() {
        armed = nil
        for then in pending.expire(EventLoop.monotonic) {
            onBreach(ContractBreach(.missingAnswer, "a request was not answered in time"))
            settled.append((then, PluginAnswer(status: .timeout, message: "the plugin did not answer in time")))
        }
        arm()
        tell()
    }
}
