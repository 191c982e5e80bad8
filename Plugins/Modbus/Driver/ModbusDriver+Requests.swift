import GatewaySDK
import Modbus

/// Requests out, frames in: does what ``Session`` decides.
extension ModbusDriver {
    /// Goes on until there is nothing to do at `now`.
    func pump(_ now: Int64) {
        while phase == .open || phase == .connecting {
            switch session.step(now: now) {
            case .send(let exchange, let transaction): send(exchange, transaction)
            case .timedOut(let exchange): timedOut(exchange, now)
            case .expired: ended(desk.failed(.timeout("not sent: its time was over before its turn came")))
            case .idle(let moment): return rest(until: moment, now)
            }
        }
    }

    /// A gateway that was held up (a busy core, a paused machine) hears its timers before its sockets. What has come
    /// meanwhile is not late, unless it may have lain there for longer than a device may take.
    func sessionTimer(_ now: Int64) {
        let isRecent = alarm.map { now - $0 <= settings.timeout } ?? true
        alarm = nil
        if phase == .open, isRecent { link.receive(handle) }
        pump(now)
        actOnFault()
    }

    /// Judges one received frame. ``pump(_:)`` is due when all that came have been: one behind this one may be the answer
    /// to a request whose time is over.
    func handle(_ header: TCPHeader, _ frame: UnsafeRawBufferPointer) {
        silence = 0
        let now = host.monotonic
        if isTracing { showReceived(header, frame) }
        switch session.receive(header, frame, now: now) {
        case .answer(let exchange):
            answered(exchange)
            switch exchange.purpose {
            case .read(let block): complete(block, frame)
            case .write: ended(desk.succeeded(UnsafeRawBufferPointer(rebasing: frame[data(exchange, frame)])))
            }
        case .refused(let exchange, let code): refused(exchange, code)
        case .malformed(let exchange): malformed(exchange)
        case .stray(let kind): stray(kind, header)
        }
    }

    private func data(_ exchange: Exchange, _ frame: UnsafeRawBufferPointer) -> Range<Int> {
        exchange.dataSize == nil ? frame.count..<frame.count : Verdict.dataOffset..<frame.count
    }

    private func send(_ exchange: Exchange, _ transaction: UInt16) {
        let start = link.append(exchange, transaction: transaction)
        guard isTracing else { return }
        link.withUnsent(from: start) { frame in
            host.frame(sent: true, frame, words: TCPFrame(received: frame)?.requestWords ?? "")
        }
    }

    private func showReceived(_ header: TCPHeader, _ frame: UnsafeRawBufferPointer) {
        host.frame(sent: false, frame, words: TCPFrame(received: frame)?.responseWords ?? "")
    }

    /// Sends what has been put together, and sets the timer unless it fires early enough anyway.
    private func rest(until moment: Int64?, _ now: Int64) {
        link.flush()
        if link.fault != nil { setTimer(.fault, 0) }
        guard let moment else {
            if alarm != nil { host.loop.cancelTimer(TimerID.session.rawValue) }
            alarm = nil
            return
        }
        if let alarm, alarm <= moment { return }
        alarm = moment
        setTimer(.session, moment - now)
    }

    private func timedOut(_ exchange: Exchange, _ now: Int64) {
        silence += 1
        let milliseconds = settings.timeoutMilliseconds
        let change = health[exchange.device].timedOut(now: now)
        switch exchange.purpose {
        case .read(let block): fail(block, .notConnected)
        case .write: ended(desk.failed(.timeout("no answer within \(milliseconds) ms; the device may have done it")))
        }
        if change == .down { deviceIsDown(exchange.device) }
        if link.hasPartialFrame {
            fail(.unreachable("\(peer): an answer stopped half way"))
        } else if silence >= settings.timeoutsBeforeDown * max(1, plan.devices.count) {
            fail(.unreachable("\(peer): none of the last \(silence) requests was answered"))
        }
    }

    private func refused(_ exchange: Exchange, _ code: ExceptionCode) {
        // 0x0B comes from a gateway in front of the device, which stays silent.
        if code != .gatewayTargetFailedToRespond { answered(exchange) }
        switch exchange.purpose {
        case .read(let block):
            complain(block, "refused: \(code)")
            fail(block, code.isPermanent ? .configurationError : .deviceFailure)
        case .write: ended(desk.failed(.device("\(exchange.request) refused: \(code)")))
        }
    }

    private func malformed(_ exchange: Exchange) {
        answered(exchange)
        switch exchange.purpose {
        case .read(let block):
            complain(block, "answered with something that does not fit the request")
            fail(block, .deviceFailure)
        case .write: ended(desk.failed(.device("the answer to \(exchange) does not fit the request")))
        }
    }

    private func stray(_ kind: SessionCounters.Stray, _ header: TCPHeader) {
        let message =
            "\(peer): dropped an answer nobody waits for (\(kind.rawValue); transaction \(header.transaction), "
        host.log(session.counters.strays == 1 ? .warning : .debug, message + "unit \(header.unit))")
    }

    private func answered(_ exchange: Exchange) {
        guard health[exchange.device].answered() == .up else { return }
        host.linkUp(device: exchange.device, "unit \(exchange.unit) answers again")
    }

    private func deviceIsDown(_ device: Int) {
        let unit = plan.devices[device].unit
        for exchange in session.queue.remove(where: { $0.device == device && $0.purpose != .write }) {
            if case .read(let block) = exchange.purpose { fail(block, .notConnected) }
        }
        host.linkDown(device: device, "unit \(unit) did not answer \(settings.timeoutsBeforeDown) times in a row")
    }
}
