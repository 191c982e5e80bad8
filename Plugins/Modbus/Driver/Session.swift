import Modbus

/// What goes over one connection, as decisions only: which request is sent next, which answer belongs to which request,
/// and what has waited too long. No clock, no socket: times are handed in, in nanoseconds.
///
/// Only an answer that carries transaction, unit, function and size of a request in flight is taken for its answer.
/// Everything else (late, sent twice, from another unit) is a stray: counted, and never taken as data.
struct Session {
    struct Limits {
        var maxInFlight = 1
        var timeout: Int64 = 1_000_000_000
        var gap: Int64 = 0
    }

    /// What to do next.
    enum Step: Equatable {
        case send(Exchange, transaction: UInt16)
        /// No answer came in time.
        case timedOut(Exchange)
        /// A write whose deadline passed before its turn: it has not been sent.
        case expired(Exchange)
        /// Nothing until bytes come, or until this moment.
        case idle(until: Int64?)
    }

    struct InFlight {
        let exchange: Exchange
        let transaction: UInt16
        let expires: Int64
    }

    let limits: Limits
    private(set) var counters = SessionCounters()
    var queue = RequestQueue()
    private(set) var inFlight: [InFlight] = []
    private var transaction: UInt16 = 0
    private var quietUntil = Int64.min
    private(set) var isOpen = false

    init(_ limits: Limits) {
        self.limits = limits
    }

    /// The connection stands: requests may be sent.
    mutating func opened() {
        isOpen = true
    }

    mutating func enqueue(_ exchange: Exchange) {
        queue.insert(exchange)
    }

    /// The connection is gone: gives back everything that was waiting for an answer or for its turn.
    mutating func closed() -> [Exchange] {
        isOpen = false
        quietUntil = .min
        let unanswered = inFlight.map(\.exchange) + queue.remove { _ in true }
        inFlight.removeAll(keepingCapacity: true)
        return unanswered
    }

    /// Call it after every event, until it says ``Step/idle(until:)``.
    mutating func step(now: Int64) -> Step {
        if let late = inFlight.firstIndex(where: { $0.expires <= now }) {
            counters.timeouts += 1
            quietUntil = now + limits.gap
            return .timedOut(inFlight.remove(at: late).exchange)
        }
        guard isOpen, inFlight.count < limits.maxInFlight, !queue.isEmpty else { return .idle(until: firstExpiry) }
        guard now >= quietUntil else { return .idle(until: min(quietUntil, firstExpiry ?? .max)) }
        guard let next = queue.popFirst() else { return .idle(until: firstExpiry) }
        if next.purpose == .write, next.deadline <= now { return .expired(next) }
        return send(next, now)
    }

    /// Judges a frame. `frame` is header and PDU, whole.
    mutating func receive(_ header: TCPHeader, _ frame: UnsafeRawBufferPointer, now: Int64) -> Verdict {
        let pdu = UnsafeRawBufferPointer(rebasing: frame.dropFirst(TCPHeader.size))
        guard let index = inFlight.firstIndex(where: { $0.transaction == header.transaction }) else {
            return stray(.transaction)
        }
        let exchange = inFlight[index].exchange
        guard header.unit == exchange.unit else { return stray(.unit) }
        guard let code = pdu.first, FunctionCode(rawValue: code).base == exchange.request else {
            return stray(.function)
        }
        inFlight.remove(at: index)
        quietUntil = now + limits.gap
        return judge(pdu, FunctionCode(rawValue: code), exchange)
    }

    private var firstExpiry: Int64? {
        // Requests expire in the order they were sent: the timeout is the same for all.
        inFlight.first?.expires
    }

    private mutating func send(_ exchange: Exchange, _ now: Int64) -> Step {
        transaction &+= 1
        inFlight.append(InFlight(exchange: exchange, transaction: transaction, expires: now + limits.timeout))
        counters.requests += 1
        quietUntil = now + limits.gap
        return .send(exchange, transaction: transaction)
    }

    private mutating func stray(_ kind: SessionCounters.Stray) -> Verdict {
        counters.count(kind)
        return .stray(kind)
    }

    private mutating func judge(_ pdu: UnsafeRawBufferPointer, _ function: FunctionCode, _ exchange: Exchange)
        -> Verdict
    {
        if function.isException {
            guard pdu.count == 2 else { return malformed(exchange) }
            counters.exceptions += 1
            return .refused(exchange, ExceptionCode(rawValue: pdu[1]))
        }
        guard fits(pdu, exchange) else { return malformed(exchange) }
        counters.answers += 1
        return .answer(exchange)
    }

    private mutating func malformed(_ exchange: Exchange) -> Verdict {
        counters.malformed += 1
        return .malformed(exchange)
    }

    /// The size of the data, or the echo of what was written.
    private func fits(_ pdu: UnsafeRawBufferPointer, _ exchange: Exchange) -> Bool {
        if let size = exchange.dataSize { return pdu.count == 2 + size && Int(pdu[1]) == size }
        guard pdu.count == 5 else { return false }
        return UInt16(pdu[1]) << 8 | UInt16(pdu[2]) == exchange.address
            && UInt16(pdu[3]) << 8 | UInt16(pdu[4]) == exchange.operand
    }
}
