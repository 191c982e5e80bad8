import Testing

@testable import GatewayRuntime

@Suite struct PollScheduleTests {
    private let second: Int64 = 1_000_000_000

    @Test func `keeps its rhythm when a poll is late`() {
        var schedule = PollSchedule(periods: [second], now: 0, spread: 0)
        #expect(schedule.take(now: 0) == 0)
        schedule.finished(0, now: 300_000_000)
        #expect(schedule.next == second)
        #expect(schedule.take(now: second + 200_000_000) == 0)
        schedule.finished(0, now: second + 500_000_000)
        #expect(schedule.next == 2 * second)
        #expect(schedule.groups[0].overruns == 0)
    }

    @Test func `a poll that takes longer than its period is an overrun, never a burst`() {
        var schedule = PollSchedule(periods: [second], now: 0, spread: 0)
        _ = schedule.take(now: 0)
        #expect(schedule.take(now: 2 * second) == nil)
        schedule.finished(0, now: 3 * second + 1)
        #expect(schedule.groups[0].overruns == 3)
        #expect(schedule.next == 4 * second)
        #expect(schedule.take(now: 3 * second + 2) == nil)
    }

    @Test func `the earliest deadline goes first`() {
        var schedule = PollSchedule(periods: [10 * second, second], now: 0, spread: 0)
        #expect(schedule.take(now: 20 * second) == 1)
        #expect(schedule.take(now: 20 * second) == 0)
    }

    @Test func `groups without a period are never due`() {
        var schedule = PollSchedule(periods: [0], now: 0, spread: 0)
        #expect(schedule.next == nil)
        #expect(schedule.take(now: .max - 1) == nil)
    }

    @Test func `first beats are spread over a second at most`() {
        let schedule = PollSchedule(periods: [60 * second, second / 10], now: 0, spread: 0.9)
        #expect(schedule.groups.allSatisfy { $0.due < second })
        #expect(schedule.groups[1].due < second / 10)
    }

    @Test func `finishing what nobody began changes nothing`() {
        var schedule = PollSchedule(periods: [second], now: 0, spread: 0)
        schedule.finished(0, now: 5)
        schedule.finished(7, now: 5)
        #expect(schedule.next == 0)
    }
}
