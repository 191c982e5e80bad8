import CGatewayABI
import GatewayCore
import GatewayLoop

// What the owner asks of the plugin.
extension PluginInstance {
    public func read(group: Int, timeout: Duration, then: @escaping (PluginAnswer) -> Void) {
        guard let number = UInt32(exactly: group), number < groupCount else {
            return answers.refuse(then, PluginAnswer(status: .bug, message: "the plan has no group \(group)"))
        }
        if let read = plugin.tables.loop?.read {
            ask(timeout, then) { read(self.pointer, number, $0) }
        } else if let read = plugin.tables.poll?.read, !isOnLoop {
            ask(timeout, then, mayPend: false) { _ in read(self.pointer, number, self.errors.pointer) }
        } else {
            answers.refuse(then, PluginAnswer(status: .unsupported, message: "this plugin is not polled"))
        }
    }

    public func write(
        point: UInt32, value: Value, phase: UInt8, lifetime: Duration, then: @escaping (PluginAnswer) -> Void
    ) {
        guard let write = plugin.tables.write?.write else {
            return answers.refuse(then, PluginAnswer(status: .unsupported, message: "this plugin cannot write"))
        }
        let scalar = ScalarBytes(value)
        let (deadline, overflows) = EventLoop.monotonic.addingReportingOverflow(lifetime.nanoseconds)
        ask(lifetime, then) { token in
            scalar.bytes.withUnsafeBufferPointer { bytes in
                var command = gw_write_command()
                command.struct_size = UInt32(MemoryLayout<gw_write_command>.size)
                command.point = point
                command.token = token
                command.deadline = overflows ? .max : deadline
                command.type = value.type.rawValue
                command.phase = phase
                command.value.u64 = scalar.bits
                command.bytes = bytes.baseAddress
                command.bytes_size = UInt64(bytes.count)
                return write(self.pointer, &command, self.errors.pointer)
            }
        }
    }

    public func deliver(_ block: DeliveryBlock, timeout: Duration, then: @escaping (PluginAnswer) -> Void) {
        guard let deliver = plugin.tables.sink?.deliver else {
            return answers.refuse(then, PluginAnswer(status: .unsupported, message: "this plugin is no sink"))
        }
        // The block is borrowed and cannot wait until the plugin's call is over; the lane keeps it and offers it again.
        guard !isInside else {
            return answers.refuse(then, PluginAnswer(status: .retry, message: "offered from within the plugin's call"))
        }
        ask(timeout, then) { token in
            var batch = block.batch
            return withUnsafePointer(to: &batch) { batch in
                var delivery = gw_delivery()
                delivery.struct_size = UInt32(MemoryLayout<gw_delivery>.size)
                delivery.flags = block.isResent ? UInt32(GW_DELIVERY_RESENT) : 0
                delivery.token = token
                delivery.stream = block.stream
                delivery.epoch = block.epoch
                delivery.sequence = block.sequence
                delivery.batch = batch
                return deliver(self.pointer, &delivery, self.errors.pointer)
            }
        }
    }

    /// Runs `call` with a token and sees to its one answer: a final status is one, `GW_PENDING` promises one.
    private func ask(
        _ timeout: Duration, _ then: @escaping (PluginAnswer) -> Void, mayPend: Bool = true,
        _ call: @escaping (UInt64) -> gw_status
    ) {
        guard !isInside else { return postpone { $0.ask(timeout, then, mayPend: mayPend, call) } }
        guard state == .running else {
            return answers.refuse(then, PluginAnswer(status: .cancelled, message: "the instance is not running"))
        }
        let token = answers.add(timeout: timeout, then)
        _ = errors.cleared()
        let status = inside { call(token) }
        switch PluginStatus(rawValue: status) {
        case .pending where mayPend: answers.promised(token)
        case .pending, nil: answer(token, strange: status)
        case .some(let status): settle(token, PluginAnswer(status: status, message: errors.message))
        }
        answers.tellSoon()
    }

    private func answer(_ token: UInt64, strange status: gw_status) {
        fault(ContractBreach(.unknownStatus, "a request was answered with \(status), which is no status it may have"))
        settle(token, PluginAnswer(status: .bug, message: "the plugin answered with the unknown status \(status)"))
    }

    private func settle(_ token: UInt64, _ answer: PluginAnswer) {
        if let breach = answers.answer(token, answer) { fault(breach) }
    }

    public func answered(token: UInt64, status: PluginStatus, message: String) {
        guard let answered = plugin.tables.command?.answered else { return }
        guard !isInside else { return postpone { $0.answered(token: token, status: status, message: message) } }
        guard state == .running else { return }
        message.withCString { text in
            var answer = gw_answer()
            answer.struct_size = UInt32(MemoryLayout<gw_answer>.size)
            answer.status = status.rawValue
            answer.message = text
            inside { answered(pointer, token, &answer) }
        }
        answers.tellSoon()
    }

    public func trace(on: Bool) {
        guard let enable = plugin.tables.trace?.enable else { return }
        guard !isInside else { return postpone { $0.trace(on: on) } }
        guard state != .destroyed else { return }
        isTracing = on
        inside { enable(pointer, on ? 1 : 0) }
        answers.tellSoon()
    }

    /// Does later what must not be done now, from within the plugin's call.
    private func postpone(_ work: @escaping (PluginInstance) -> Void) {
        let work = OnLoop(work)
        loop.run { work.value(self) }
    }
}

extension DeliveryBlock {
    /// The samples in the contract's words; the memory stays the block's.
    fileprivate var batch: gw_batch {
        var batch = gw_batch()
        batch.struct_size = UInt32(MemoryLayout<gw_batch>.size)
        batch.count = UInt32(clamping: samples.count)
        batch.samples = UnsafeRawPointer(samples.baseAddress)?.assumingMemoryBound(to: gw_sample.self)
        batch.bytes = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        batch.bytes_size = UInt64(bytes.count)
        batch.receive_time = received.rawValue
        return batch
    }
}
