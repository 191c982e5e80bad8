import CGatewayABI
import GatewayCore
import GatewayLoop
import PluginHost

// Reads, writes and deliveries, with their answers.
extension TestInstance {
    /// What became of one request.
    enum Outcome: Equatable {
        case status(gw_status)
        /// No answer within the judge's patience.
        case missing
        /// The instance stopped before.
        case cancelled
        /// Not asked: the instance is not running, or cannot do that.
        case notAsked

        var isOK: Bool { self == .status(GW_OK) }
    }

    /// Reads a group and waits for the answer.
    @discardableResult
    func read(group: UInt32 = 0) -> Outcome {
        host.withBooks { $0.record.published.removeAll() }
        let outcome = finish(beginRead(group: group))
        if outcome.isOK { judgeGroup(group) }
        return outcome
    }

    /// A poll driver promises a sample for every point.
    private func judgeGroup(_ group: UInt32) {
        let published = host.withBooks { $0.record.published }
        let missing = plan.points.filter { $0.group == Int(group) && !published.contains($0.handle) }
        guard let first = missing.first else { return }
        let message =
            "a read said GW_OK and published nothing for \(missing.count) of \(plan.points.count) points, such as \(first.name)"
        if tables.loop == nil { reporter.error(.wholeGroup, message) } else { reporter.warning(.wholeGroup, message) }
    }

    func beginRead(group: UInt32 = 0) -> UInt64? {
        guard plan.groups.indices.contains(Int(group)) else { return nil }
        if let read = tables.loop?.read {
            return ask(.read, .read) { pointer, token, _ in read(pointer, group, token) }
        }
        guard let read = tables.poll?.read, tables.loop == nil else { return nil }
        return ask(.read, .read, mayPend: false) { pointer, _, error in read(pointer, group, error) }
    }

    /// Writes and waits for the answer. `lifetime` in nanoseconds from now; negative is over already.
    @discardableResult
    func write(_ value: Value, to point: UInt32, phase: Int32 = GW_PHASE_DIRECT, lifetime: Int64 = 5_000_000_000)
        -> Outcome
    {
        finish(beginWrite(value, to: point, phase: phase, lifetime: lifetime))
    }

    func beginWrite(_ value: Value, to point: UInt32, phase: Int32, lifetime: Int64) -> UInt64? {
        guard let write = tables.write?.write else { return nil }
        return ask(.write, .write) { [run] pointer, token, error in
            let memory = run.memory("write")
            let arena = memory.arena
            let scalar = ScalarBytes(value)
            var command = gw_write_command()
            command.struct_size = UInt32(MemoryLayout<gw_write_command>.size)
            (command.point, command.token) = (point, token)
            command.deadline = EventLoop.monotonic + lifetime
            (command.type, command.phase) = (value.type.rawValue, UInt8(truncatingIfNeeded: phase))
            command.value.u64 = scalar.bits
            (command.bytes, command.bytes_size) = (arena.table(scalar.bytes), UInt64(scalar.bytes.count))
            let status = write(pointer, arena.table([command]), error)
            memory.takeBack()
            return status
        }
    }

    @discardableResult
    func deliver(_ block: TestBlock) -> Outcome {
        finish(beginDeliver(block))
    }

    func beginDeliver(_ block: TestBlock) -> UInt64? {
        guard let deliver = tables.sink?.deliver else { return nil }
        return ask(.deliver, .deliver) { [run] pointer, token, error in
            let memory = run.memory("deliver")
            let arena = memory.arena
            let status = deliver(pointer, block.table(token, in: arena), error)
            memory.takeBack()
            return status
        }
    }

    /// Makes the call; the token when it was made, whatever came of it.
    private func ask(
        _ kind: RequestLedger.Kind, _ call: PluginCall, mayPend: Bool = true,
        _ body: @escaping (OpaquePointer?, UInt64, UnsafeMutablePointer<gw_error>) -> gw_status
    ) -> UInt64? {
        let token: UInt64?? = onLoop { [self] in
            guard host.now == .running else { return nil }
            let token = host.withBooks { $0.ledger.open(kind, now: EventLoop.monotonic) }
            let result = make(call) { body(pointer, token, $0) }
            if result.status == GW_PENDING && mayPend { return token }
            settle(token, kind, result)
            return token
        }
        return token ?? nil
    }

    /// A final status is an answer.
    private func settle(_ token: UInt64, _ kind: RequestLedger.Kind, _ result: CallResult) {
        let verdict = host.withBooks { $0.ledger.answer(token, result.status) }
        if case .second = verdict {
            reporter.error(.oneAnswer, "a \(kind.rawValue) was answered, and then returned \(result.words) as well")
        }
        // gw_loop.read has no room for a reason.
        let words = kind == .read && run.subject.isOnLoop ? result.words : result.message
        host.judge(result.status, of: kind, words, pendingIsFine: false)
        run.judgeMessage(result)
        if result.status < 0 { host.withBooks { $0.record.answers.append(result.status) } }
    }

    /// Waits for the answer, for as long as the judge has patience.
    func finish(_ token: UInt64?) -> Outcome {
        guard let token else { return .notAsked }
        let isSettled = bell.wait(patience) { self.host.withBooks { $0.ledger.isSettled(token) } }
        if let status = host.withBooks({ $0.ledger.status(of: token) }) { return .status(status) }
        guard !isSettled else { return .cancelled }
        return .missing
    }

    /// What a blocking call returned, as far as its request tells.
    func outcome(_ token: UInt64?, _ call: PluginCall) -> CallResult? {
        guard let token, let status = host.withBooks({ $0.ledger.status(of: token) }) else { return nil }
        return CallResult(
            call: call, status: status, message: "", column: GW_NO_COLUMN, messageFault: nil, nanoseconds: 0)
    }

    /// Lets the instance work for a while.
    func settle(for time: Duration) {
        bell.wait(time) { self.host.now != .running }
    }
}
