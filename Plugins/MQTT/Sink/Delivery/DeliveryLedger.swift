import GatewaySDK

/// Which messages each delivery waits for, and what becomes of it in the end.
///
/// A delivery is answered when it is complete (``seal(_:)``: no more messages will come) and every message of it has been
/// written out or acknowledged. The worst of its messages decides.
struct DeliveryLedger {
    private struct Entry {
        var token: UInt64 = 0
        var outstanding = 0
        var isSealed = false
        var verdict = Answer.ok
    }

    private var entries: [Entry] = []
    private var free: [Int] = []
    private var entryOfMessage: [UInt16: Int] = [:]

    /// Message numbers have 16 bits, 0 left out: beyond this many at once they would come round.
    static let messageLimit = 60_000

    /// Whether so many more messages can be told apart. One delivery alone may always try.
    func hasRoom(for messages: Int) -> Bool {
        entryOfMessage.isEmpty || entryOfMessage.count + messages <= Self.messageLimit
    }

    /// Deliveries not answered yet.
    var pending: Int { entries.count - free.count }

    /// Begins a delivery; the result names it here.
    mutating func open(token: UInt64) -> Int {
        if let slot = free.popLast() {
            entries[slot] = Entry(token: token)
            return slot
        }
        entries.append(Entry(token: token))
        return entries.count - 1
    }

    /// A message of the delivery has been handed over under this number.
    mutating func sent(_ message: UInt16, of slot: Int) {
        entryOfMessage[message] = slot
        entries[slot].outstanding += 1
    }

    /// A part of the delivery can never be sent.
    mutating func reject(_ slot: Int, _ reason: String) {
        worsen(slot, .rejected(reason))
    }

    /// All messages have been handed over. The answer, when nothing is outstanding; otherwise
    /// ``acknowledged(_:_:)`` has it later.
    mutating func seal(_ slot: Int) -> Answer? {
        entries[slot].isSealed = true
        return finished(slot)?.answer
    }

    /// The broker has answered for a message: the delivery that is finished by it, if one is.
    mutating func acknowledged(_ message: UInt16, _ reason: ReasonCode) -> (token: UInt64, answer: Answer)? {
        guard let slot = entryOfMessage.removeValue(forKey: message) else { return nil }
        entries[slot].outstanding -= 1
        if reason.isFailure { worsen(slot, reason.publishVerdict) }
        return finished(slot)
    }

    /// Forgets everything: the connection is gone, and what was not answered will be offered again.
    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        free.removeAll(keepingCapacity: true)
        entryOfMessage.removeAll(keepingCapacity: true)
    }

    private mutating func finished(_ slot: Int) -> (token: UInt64, answer: Answer)? {
        let entry = entries[slot]
        guard entry.isSealed, entry.outstanding == 0 else { return nil }
        free.append(slot)
        return (entry.token, entry.verdict)
    }

    /// To be offered again is worse than done; refused for ever is worst: offering it again would not help.
    private mutating func worsen(_ slot: Int, _ verdict: Answer) {
        switch (entries[slot].verdict, verdict) {
        case (.rejected, _), (.retry, .retry): break
        default: entries[slot].verdict = verdict
        }
    }
}

extension ReasonCode {
    /// What a refused message means for its samples (MQTT 5 §3.4.2.1).
    var publishVerdict: Answer {
        switch rawValue {
        case 0x87: .rejected("the broker refuses the message: \(words); check its access list for the topic")
        case 0x90, 0x95, 0x99, 0x9A, 0x9B: .rejected("the broker refuses the message: \(words)")
        default: .retry(after: .zero, "the broker did not take the message: \(words)")
        }
    }
}
