import GatewayConfig
import GatewayCore
import GatewayStore
import Logging
import Synchronization
import Testing

@testable import GatewayRuntime

/// Clocks are numbers here, in seconds.
@Suite struct SpoolAgeTests {
    private static let week = Duration.seconds(7 * 86_400)
    /// 2026-06-01.
    private static let june: Int64 = 1_780_272_000
    private static let day: Int64 = 86_400
    private static let year = 365 * day

    private func wall(_ seconds: Int64) -> Timestamp { Timestamp(rawValue: seconds * 1_000_000_000) }
    private func block(_ sequence: UInt64) -> BlockID { BlockID(epoch: 5, sequence: sequence) }

    private func age(_ start: Int64) -> SpoolAge {
        var age = SpoolAge(wall: wall(start), monotonic: 0)
        age.use(epoch: 5)
        return age
    }

    /// Both clocks go on together for a while, looked at every ten minutes.
    private func pass(_ age: inout SpoolAge, from start: Int64, _ seconds: Range<Int64>) {
        for moment in stride(from: seconds.lowerBound, through: seconds.upperBound, by: 600) {
            age.look(wall: wall(start + moment), monotonic: moment * 1_000_000_000)
        }
    }

    @Test func `a clock that is set forward takes nothing of this run`() {
        var age = age(Self.june)
        age.note("a", upTo: block(9), maximum: Self.week, monotonic: 1_000_000_000)
        pass(&age, from: Self.june + 20 * Self.year, 10..<3 * Self.day)
        let rule = age.rule("a", maximum: Self.week)
        // Not of this run: only what was numbered before it.
        #expect(rule?.through == BlockID(epoch: 5, sequence: 0))
    }

    @Test func `what this run kept goes when the limit has passed, whatever the wall clock says`() {
        var age = age(Self.june)
        for day in 0..<9 {
            age.note(
                "a", upTo: block(UInt64(day + 1)), maximum: Self.week, monotonic: Int64(day) * Self.day * 1_000_000_000)
        }
        age.look(wall: wall(0), monotonic: 9 * Self.day * 1_000_000_000)
        #expect(age.rule("a", maximum: Self.week) == .all(through: block(3)), "of the days 0, 1 and 2")
        #expect(age.rule("a", maximum: Self.week) == .all(through: block(3)), "said again")
        #expect(age.rule("b", maximum: Self.week) == .all(through: block(0)), "former runs are older than this one")
    }

    @Test func `stamps of former runs count when the clock has gone steadily for an hour`() {
        var age = age(Self.june)
        pass(&age, from: Self.june, 0..<3000)
        #expect(age.rule("a", maximum: Self.week) == nil)
        pass(&age, from: Self.june, 3000..<3600)
        let rule = age.rule("a", maximum: Self.week)
        #expect(rule?.created == SpoolAge.firstTrueStamp..<wall(Self.june + 3600 - 7 * Self.day))
        #expect(rule?.through == block(0))
        // A step begins the trial anew.
        pass(&age, from: Self.june + 3, 4200..<4800)
        #expect(age.rule("a", maximum: Self.week) == nil)
        pass(&age, from: Self.june + 3, 4800..<7800)
        #expect(age.rule("a", maximum: Self.week) != nil)
    }

    @Test func `a machine without a battery drops nothing while its clock is in the past`() {
        var age = age(0)
        pass(&age, from: 0, 0..<2 * Self.day)
        #expect(age.rule("a", maximum: Self.week) == nil)
        // The time server is found.
        pass(&age, from: Self.june, 2 * Self.day..<2 * Self.day + 600)
        #expect(age.rule("a", maximum: Self.week) == nil)
    }

    @Test func `a clock that is slowly corrected is steady`() {
        var age = age(Self.june)
        for minute in 0...60 {
            // 500 ppm: 30 ms a minute.
            let monotonic = Int64(minute) * 60_000_000_000
            age.look(
                wall: Timestamp(rawValue: wall(Self.june).rawValue + monotonic + Int64(minute) * 30_000_000),
                monotonic: monotonic)
        }
        #expect(age.rule("a", maximum: Self.week) != nil)
    }

    @Test func `clocks at their ends are borne`() {
        var age = SpoolAge(wall: Timestamp(rawValue: .min), monotonic: 0)
        age.look(wall: Timestamp(rawValue: .max), monotonic: 1)
        age.look(wall: Timestamp(rawValue: .min), monotonic: SpoolAge.trial + 2)
        age.look(wall: Timestamp(rawValue: .min), monotonic: 2 * SpoolAge.trial + 4)
        let rule = age.rule("a", maximum: Self.week)
        #expect(rule == nil || rule?.created?.isEmpty == false)
    }

    @Test func `a writer keeps the backlog of a former run over a step`() throws {
        let spool = MemorySpool(maximumBytes: 1 << 20, epoch: 4)
        let stamps = [wall(100), wall(Self.june)]
        for (index, stamp) in stamps.enumerated() {
            try spool.commit(
                [
                    SpoolBlock(
                        stream: "a", id: BlockID(epoch: 4, sequence: UInt64(index + 1)), sampleCount: 1, created: stamp,
                        payload: [1])
                ], cursors: [:])
        }
        let start = wall(Self.june)
        let hands = Mutex((wall: start, monotonic: Int64(0)))
        let clock = GatewayClock(
            wall: { hands.withLock { $0.wall } }, monotonic: { hands.withLock { $0.monotonic } })
        let writer = try SpoolWriter(
            spool: spool, settings: SpoolSettings(), clock: clock, log: Logger(label: "test"))
        let later = wall(Self.june + 20 * Self.year)
        hands.withLock { $0 = (wall: later, monotonic: 60_000_000_000) }
        // Its last act is to look for what is too old.
        writer.stop()
        #expect(spool.statistics()["a"]?.blocks == 2)
    }
}
