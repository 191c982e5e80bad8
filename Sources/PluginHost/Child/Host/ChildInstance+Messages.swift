import GatewayCore
import GatewayLoop

// What the child says. Whatever it is, it may come from a plugin that has taken over its process.
extension ChildInstance: ChildProcessOwner {
    func received(_ header: RecordReader.Header, _ payload: UnsafeRawBufferPointer) throws(RingBreach) {
        guard let kind = ChildMessage.Kind(rawValue: header.kind) else {
            throw RingBreach("a record of the unknown kind \(header.kind)")
        }
        if kind == .samples { return try published(try SampleMessage(number: header.number, payload)) }
        take(try ChildMessage(kind, number: header.number, payload))
    }

    private func published(_ message: SampleMessage) throws(RingBreach) {
        guard let owner else { return }
        guard message.spanBytes <= SampleMessage.spanLimit else { throw RingBreach("texts that lie over each other") }
        let result = sieve.sieve(message.samples, bytes: message.bytes, handles: handleCount)
        guard result.isClean else {
            // The child looks at every batch of the plugin before it sends it; this one got around it.
            throw RingBreach("samples that no plugin can publish")
        }
        owner.publish(result.samples, bytes: message.bytes, received: message.received)
    }

    private func take(_ message: ChildMessage) {
        switch message {
        case .loaded(let report): confinement = ConfinementReport(text: report)
        case .created(let traits): self.traits = bounded(traits)
        case .createFailed(let failure): refused(PlanFailure(failure: failure, problems: []))
        case .prepared(let window): prepared(window)
        case .prepareFailed(let failure): refused(failure)
        case .started(let run): started(run, nil)
        case .startFailed(let run, let failure): started(run, failure)
        case .stopped: stopped()
        case .destroyed: break
        case .answer(let token, let answer): answered(token, answer)
        default: happened(message)
        }
    }

    /// What the plugin does of its own accord.
    private func happened(_ message: ChildMessage) {
        switch message {
        case .link(let run, let device, let isUp, let quality, let message):
            guard isCurrent(run), device.map({ $0 < deviceCount }) ?? true else { return }
            owner?.link(device: device.map(Int.init), isUp: isUp, quality: quality, message: message)
        case .failed(let run, let status, let message):
            guard isCurrent(run), case .running = state else { return }
            owner?.failed(PluginFailure(status: status, message: message))
        case .log(let level, let message):
            if isGranted(logAllowance.take(now: EventLoop.monotonic)) { owner?.log(level, message) }
        case .request(let request): requested(request)
        case .frame(let sent, let bytes, let words):
            bytes.withUnsafeBytes { owner?.frame(sent: sent, $0, words: words) }
        case .fault(let breach): fault(breach)
        default: break
        }
    }

    /// Whether it may say one thing more that is written to a log.
    private func isGranted(_ verdict: Allowance.Verdict) -> Bool {
        // GW_LOG_WARNING
        if verdict == .exhausted { owner?.log(3, "It says too much; the rest of this second is left out") }
        return verdict == .granted
    }

    private func fault(_ breach: ContractBreach) {
        if isGranted(faultAllowance.take(now: EventLoop.monotonic)) { owner?.fault(breach) }
    }

    /// Between start and stop, with both of them: a driver may speak while it starts, and say farewell while it stops.
    private func isCurrent(_ run: UInt64) -> Bool {
        guard run == self.run else { return false }
        if !stopping.isEmpty { return true }
        switch state {
        case .starting, .running: return true
        default: return false
        }
    }

    private func bounded(_ traits: ChildMessage.Traits) -> ChildMessage.Traits {
        var traits = traits
        traits.window = min(4096, max(1, traits.window))
        return traits
    }

    // MARK: Life

    private func prepared(_ window: Int) {
        traits.window = min(4096, max(1, window))
        // What is waited for now may be its end.
        if stopping.isEmpty && destroying == nil { process?.calm() }
        guard case .making(let then) = state else { return }
        state = .idle
        then(.success(()))
    }

    /// The plugin does not take its settings or its plan: at first, or, once a new process was made, the same again.
    private func refused(_ failure: PlanFailure) {
        switch state {
        case .making(let then):
            state = .destroyed
            owner = nil
            destroyProcess()
            then(.failure(failure))
        case .starting(let then):
            state = .idle
            destroyProcess()
            then(failure.failure)
        default:
            // Stopped or destroyed meanwhile, or a lie: its end tells everybody who waits.
            process?.end(because: "it refuses what it was made with: \(failure.failure.message)")
        }
    }

    func destroyProcess() {
        process?.owner = nil
        let waiting = stopping
        stopping = []
        for then in waiting { then() }
        process?.send(HostMessage.destroy.bytes)
        process?.expectEnd(within: .seconds(3))
        forgetProcess()
        tellStopped()
    }

    /// Nothing runs any more.
    private func tellStopped() {
        let waiting = stopping
        stopping = []
        for then in waiting { then() }
    }

    private func started(_ run: UInt64, _ failure: PluginFailure?) {
        guard run == self.run, case .starting(let then) = state else { return }
        state = failure == nil ? .running : .idle
        then(failure)
    }

    private func stopped() {
        guard !stopping.isEmpty else { return }
        let then = stopping.removeFirst()
        if stopping.isEmpty && destroying == nil { process?.calm() }
        then()
    }

    // MARK: Requests

    private func answered(_ token: UInt64, _ answer: PluginAnswer) {
        if let breach = answers.answer(token, answer) { fault(breach) }
        answers.tell()
    }

    private func requested(_ request: PointRequest) {
        guard case .running = state, let owner else { return }
        let status = owner.request(request)
        guard status != .pending else { return }
        answered(token: request.token, status: status, message: "")
    }

    // MARK: The process

    func said(_ line: String) {
        // GW_LOG_INFO: what a library prints is for people who look for it.
        owner?.log(2, line)
    }

    func ended(_ reason: String) {
        forgetProcess()
        let crash = PluginFailure(status: .unreachable, message: reason, isCrash: true)
        let before = state
        if case .destroyed = before {} else { state = .idle }
        answers.answerAll(PluginAnswer(status: .unreachable, message: reason))
        tellStopped()
        switch before {
        case .making(let then):
            state = .destroyed
            owner = nil
            then(.failure(PlanFailure(failure: crash, problems: [])))
        case .starting(let then): then(crash)
        case .running: owner?.failed(crash)
        case .idle: owner?.log(3, "While it was stopped, \(reason)")
        case .destroyed:
            destroying?()
            destroying = nil
        }
    }
}
