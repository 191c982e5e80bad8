import GatewaySDK
import Modbus

/// Groups: a poll becomes requests, their answers become one batch and one answer to the host.
extension ModbusDriver {
    public func read(group: Int, token: UInt64) -> Answer {
        let now = host.monotonic
        // First what is due already, so that nothing here can end this poll before it has begun.
        pump(now)
        guard phase == .open || phase == .connecting else { return .failed(.unreachable("\(peer) is not connected")) }
        guard runs.indices.contains(group), runs[group].token == nil else {
            return .failed(PluginError(.bug, "group \(group) is unknown, or being read already"))
        }
        let planned = plan.groups[group]
        guard let first = planned.blocks.first else { return .ok }
        guard health[planned.device].mayPoll(now: now) else { return .failed(silent(planned.device)) }
        runs[group].token = token
        runs[group].deadline = now &+ planned.period
        if health[planned.device].isDown {
            runs[group].heldBack = planned.blocks.dropFirst()
            enqueue(first..<first + 1, group)
        } else {
            enqueue(planned.blocks, group)
        }
        pump(now)
        return .pending
    }

    /// The block's answer is there.
    func complete(_ block: Int, _ frame: UnsafeRawBufferPointer) {
        let compiled = plan.blocks[block]
        runs[compiled.group].receivedAt = host.now
        complaints[block] = nil
        let data = UnsafeRawBufferPointer(rebasing: frame[Verdict.dataOffset...])
        compiled.decode(data, into: runs[compiled.group].samples)
        blockDone(compiled.group)
    }

    /// The block came to nothing.
    func fail(_ block: Int, _ quality: Quality) {
        let group = plan.blocks[block].group
        // What came before has its own time.
        publish(group)
        runs[group].receivedAt = host.now
        plan.blocks[block].fail(quality, into: runs[group].samples)
        blockDone(group)
    }

    /// Logs what a device says about a block, once as long as it says the same.
    func complain(_ block: Int, _ message: String) {
        guard complaints[block] != message else { return }
        complaints[block] = message
        host.log(.warning, "\(plan.blocks[block].exchange) of \(peer): \(message)")
    }

    private func enqueue(_ blocks: Range<Int>, _ group: Int) {
        runs[group].outstanding += blocks.count
        for block in blocks {
            var exchange = plan.blocks[block].exchange
            exchange.deadline = runs[group].deadline
            session.enqueue(exchange)
        }
    }

    private func blockDone(_ group: Int) {
        runs[group].outstanding -= 1
        guard runs[group].outstanding == 0 else { return }
        let device = plan.groups[group].device
        let rest = runs[group].heldBack
        runs[group].heldBack = 0..<0
        if !rest.isEmpty, !health[device].isDown { return enqueue(rest, group) }
        publish(group)
        guard let token = runs[group].token else { return }
        runs[group].token = nil
        host.answer(token, health[device].isDown ? .failed(silent(device)) : .ok)
    }

    private func publish(_ group: Int) {
        let run = runs[group]
        guard !run.samples.isEmpty else { return }
        host.publish(run.samples, at: run.receivedAt)
        run.samples.removeAll()
    }

    private func silent(_ device: Int) -> PluginError {
        .timeout("unit \(plan.devices[device].unit) does not answer")
    }
}
