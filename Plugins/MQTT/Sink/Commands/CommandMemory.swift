/// The commands of the last minutes by their ids, so that one that comes twice is executed once.
///
/// A requester that hears no answer publishes again, and a broker may deliver twice; neither says so. Bounded: the oldest
/// go first when there are too many.
struct CommandMemory {
    struct Record: Equatable {
        let command: Command
        var outcome: Outcome
        fileprivate let until: Int64
    }

    enum Outcome: Equatable {
        case running
        case answered(status: String, message: String)
    }

    private let lifetime: Int64
    private let capacity: Int
    private var records: [CommandID: Record] = [:]
    private var order: [CommandID] = []

    /// `lifetime` in nanoseconds.
    init(lifetime: Int64 = 300_000_000_000, capacity: Int = 1024) {
        self.lifetime = lifetime
        self.capacity = capacity
    }

    func record(_ id: CommandID, now: Int64) -> Record? {
        records[id].flatMap { $0.until > now ? $0 : nil }
    }

    mutating func begin(_ id: CommandID, _ command: Command, now: Int64) {
        forgetOld(now)
        if records.updateValue(Record(command: command, outcome: .running, until: now + lifetime), forKey: id) == nil {
            order.append(id)
        }
    }

    mutating func finish(_ id: CommandID, status: String, message: String) {
        records[id]?.outcome = .answered(status: status, message: message)
    }

    /// Nobody will answer what is still running.
    mutating func abandonRunning(_ message: String) {
        for (id, record) in records where record.outcome == .running {
            finish(id, status: "cancelled", message: message)
        }
    }

    private mutating func forgetOld(_ now: Int64) {
        let old = order.prefix { (records[$0]?.until ?? 0) <= now }.count
        let surplus = max(old, order.count - capacity + 1)
        guard surplus > 0 else { return }
        for id in order.prefix(surplus) { records[id] = nil }
        order.removeFirst(surplus)
    }
}
