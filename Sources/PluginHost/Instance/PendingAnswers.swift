/// The requests of one instance that wait for their one answer. Decisions only: the clock is handed in.
///
/// Tokens are 1, 2, 3 … for the life of the instance, so an answer to a token that is not waiting can be told apart: never
/// given out, answered before, expired before, or cancelled by a stop (then nobody minds).
struct PendingAnswers<Completion> {
    enum Verdict {
        /// The answer counts; complete this.
        case first(Completion)
        case second
        case late
        case afterCancel
        case unknown
    }

    private struct Entry {
        let deadline: Int64
        let completion: Completion
    }

    private var waiting: [UInt64: Entry] = [:]
    private var lastToken: UInt64 = 0
    private var lastCancelled: UInt64 = 0
    /// Tokens given up lately, oldest first; a plugin that never answers must not grow it without end.
    private var expired: [UInt64] = []
    private static var expiredLimit: Int { 64 }

    var isEmpty: Bool { waiting.isEmpty }
    var count: Int { waiting.count }

    /// The earliest deadline; `nil` when nothing waits.
    var earliest: Int64? {
        waiting.values.lazy.map(\.deadline).min()
    }

    func isWaiting(_ token: UInt64) -> Bool {
        waiting[token] != nil
    }

    /// Begins to wait. Returns the token to hand to the plugin.
    mutating func add(deadline: Int64, _ completion: Completion) -> UInt64 {
        lastToken += 1
        waiting[lastToken] = Entry(deadline: deadline, completion: completion)
        return lastToken
    }

    mutating func answer(_ token: UInt64) -> Verdict {
        if let entry = waiting.removeValue(forKey: token) { return .first(entry.completion) }
        guard token > 0, token <= lastToken else { return .unknown }
        guard token > lastCancelled else { return .afterCancel }
        guard let index = expired.firstIndex(of: token) else { return .second }
        expired.remove(at: index)
        return .late
    }

    /// Gives up what has waited too long, in the order it was asked.
    mutating func expire(_ now: Int64) -> [Completion] {
        let tokens = waiting.filter { $0.value.deadline <= now }.keys.sorted()
        expired = Array((expired + tokens).suffix(Self.expiredLimit))
        return tokens.compactMap { waiting.removeValue(forKey: $0)?.completion }
    }

    /// Gives up everything, in the order it was asked; answers to it are not minded any more.
    mutating func cancelAll() -> [Completion] {
        let all = waiting.sorted { $0.key < $1.key }.map(\.value.completion)
        waiting.removeAll(keepingCapacity: true)
        expired.removeAll(keepingCapacity: true)
        lastCancelled = lastToken
        return all
    }
}
