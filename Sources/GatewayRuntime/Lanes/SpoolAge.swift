import GatewayCore
import GatewayStore

/// How old the blocks of the spool are, as decisions only: no clock, no disk.
///
/// A wall clock may be wrong and may step: machines without a battery start years in the past, and a time server corrects
/// them when it is found. So what this run has made durable ages by the monotonic clock alone. Of what a former run left,
/// stamps are all there is; they count once the wall clock has gone without a step for an hour. Until then, and where a
/// stamp cannot be true, a block is as old as this run.
struct SpoolAge {
    /// A wall clock that has gone beside the monotonic one for so long is believed.
    static let trial: Int64 = 3_600_000_000_000
    /// More than that between the clocks is a step, and not the correction of a clock that drifts (RFC 5905: 500 ppm).
    static let largestShift: Int64 = 2_000_000_000
    /// 2026-01-01. No sample was taken before there was this gateway.
    static let firstTrueStamp = Timestamp(rawValue: 1_767_225_600_000_000_000)
    /// What became durable within a 64th of the limit counts as young as the youngest of it.
    private static let steps: Int64 = 64

    /// Up to `newest` everything was durable at a moment of the monotonic clock.
    private struct Mark {
        let moment: Int64
        let newest: BlockID
    }

    private let began: Int64
    private var steadySince: Int64
    private var last: (wall: Int64, monotonic: Int64)
    /// Of each stream, oldest first.
    private var marks: [String: [Mark]] = [:]
    /// Of this run.
    private var epoch: UInt64?

    init(wall: Timestamp, monotonic: Int64) {
        began = monotonic
        steadySince = monotonic
        last = (wall.rawValue, monotonic)
    }

    /// The lanes of this run number their blocks with this epoch.
    mutating func use(epoch: UInt64) {
        self.epoch = epoch
    }

    /// Compares the clocks: now and then, and before ``rule(_:maximum:)``.
    mutating func look(wall: Timestamp, monotonic: Int64) {
        let passed = monotonic - last.monotonic
        let shift = wall.rawValue.subtractingReportingOverflow(last.wall).partialValue &- passed
        if shift.magnitude > UInt64(Self.largestShift + passed / 1000) { steadySince = monotonic }
        last = (wall.rawValue, monotonic)
    }

    /// All of a stream up to `newest` is durable now.
    mutating func note(_ stream: String, upTo newest: BlockID, maximum: Duration, monotonic: Int64) {
        let step = max(1, maximum.nanoseconds / Self.steps)
        var list = marks[stream] ?? []
        if let end = list.last, end.moment / step == monotonic / step { list.removeLast() }
        list.append(Mark(moment: monotonic, newest: newest))
        marks[stream] = list
    }

    /// Which blocks of a stream are older than `maximum`, as of the last look; `nil` when none can be.
    mutating func rule(_ stream: String, maximum: Duration) -> DropRule? {
        let (limit, now) = (maximum.nanoseconds, last.monotonic)
        if let index = marks[stream]?.lastIndex(where: { now - $0.moment >= limit }), let mark = marks[stream]?[index] {
            marks[stream]?.removeFirst(index)
            return .all(through: mark.newest)
        }
        let formerRuns = epoch.map { BlockID(epoch: $0, sequence: 0) } ?? BlockID(epoch: .max, sequence: .max)
        if now - began >= limit { return .all(through: formerRuns) }
        let oldest = Timestamp(rawValue: last.wall.subtractingReportingOverflow(limit).partialValue)
        guard now - steadySince >= Self.trial, oldest > Self.firstTrueStamp else { return nil }
        return DropRule(created: Self.firstTrueStamp..<oldest, through: formerRuns)
    }
}
