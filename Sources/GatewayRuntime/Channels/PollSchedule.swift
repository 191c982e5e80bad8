/// When each group of a channel is due, as decisions only.
///
/// Groups keep their rhythm: a late poll does not shift the next one, a poll that takes longer than its period makes the
/// overrun count grow and is followed by the next beat in the future, never by a burst.
struct PollSchedule {
    struct Group {
        let period: Int64
        fileprivate(set) var due: Int64
        fileprivate(set) var isBusy = false
        /// Beats that passed while the group was still being read.
        fileprivate(set) var overruns: UInt64 = 0
        fileprivate(set) var polls: UInt64 = 0
    }

    private(set) var groups: [Group]

    /// Periods in nanoseconds, 0 for groups that are never polled. First beats are spread over at most a second (or a
    /// period, if shorter) by `spread` (0..<1), so that many channels do not start in step.
    init(periods: [Int64], now: Int64, spread: Double) {
        groups = periods.enumerated().map { index, period in
            let share = (spread + Double(index) * 0.618_033_988_75).truncatingRemainder(dividingBy: 1)
            let within = Double(min(period, 1_000_000_000))
            return Group(period: period, due: period > 0 ? now + Int64(share * within) : .max)
        }
    }

    /// The moment of the next beat; `nil` when nothing is ever due or everything is busy.
    var next: Int64? {
        let due = groups.lazy.filter { !$0.isBusy && $0.due != .max }.map(\.due).min()
        return due
    }

    /// The group that is due and whose next beat comes soonest after; it is busy from now on.
    mutating func take(now: Int64) -> Int? {
        let ready = groups.indices.filter { !groups[$0].isBusy && groups[$0].due <= now }
        guard let index = ready.min(by: { deadline($0) < deadline($1) }) else { return nil }
        groups[index].isBusy = true
        groups[index].polls += 1
        return index
    }

    /// The group has been read, well or badly.
    mutating func finished(_ index: Int, now: Int64) {
        guard groups.indices.contains(index), groups[index].isBusy else { return }
        let group = groups[index]
        groups[index].isBusy = false
        let behind = max(0, now - group.due) / group.period
        groups[index].overruns += UInt64(behind)
        groups[index].due = group.due + (behind + 1) * group.period
    }

    /// The beat is given up: the lane of a receiver asks to wait.
    mutating func skip(_ index: Int, now: Int64) {
        groups[index].polls -= 1
        finished(index, now: now)
    }

    private func deadline(_ index: Int) -> Int64 {
        groups[index].due + groups[index].period
    }
}
