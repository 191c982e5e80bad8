import GatewaySDK
import Modbus

/// Writes: checked before anything is sent, sent once, answered once.
extension ModbusDriver {
    public func write(_ command: WriteCommand) -> Answer {
        guard command.phase == .direct || command.phase == .operate else {
            return .failed(.unsupported("Modbus knows no select before operate"))
        }
        guard let point = plan.writes[command.point] else {
            return .failed(.unsupported("the point cannot be written"))
        }
        let now = host.monotonic
        pump(now)
        guard phase == .open || phase == .connecting else { return .failed(.unreachable("\(peer) is not connected")) }
        guard command.deadline > now else { return .failed(.timeout("not sent: its time was over")) }
        do {
            let plan = try point.plan(command.value)
            desk.submit(
                try WriteOrder(token: command.token, point: point, plan: plan, deadline: command.deadline))
        } catch {
            return .failed(.unsupported((error as? WriteRefusal)?.message ?? "\(error)"))
        }
        enqueueNextWrite()
        pump(now)
        return .pending
    }

    /// Does what the desk says after an answer.
    func ended(_ outcome: WriteDesk.Outcome) {
        switch outcome {
        case .send(let exchange): session.enqueue(exchange)
        case .ended(let token, let answer):
            host.answer(token, answer)
            enqueueNextWrite()
        case .none: break
        }
    }

    private func enqueueNextWrite() {
        if let exchange = desk.next() { session.enqueue(exchange) }
    }
}
