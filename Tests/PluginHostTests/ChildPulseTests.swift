import Testing

@testable import PluginHost

/// When a child counts as hung.
@Suite struct ChildPulseTests {
    private static let second: Int64 = 1_000_000_000

    /// Looks once a second at a child that beats every `period`, until it hangs at `end`; what was found, and when.
    private func watch(limit: Duration, period: Int64, end: Int64 = .max) -> (verdict: ChildPulse.Verdict, at: Int64)? {
        var pulse = ChildPulse(limit: limit, now: 0)
        for look in 1...3600 {
            let now = Int64(look) * Self.second
            let beats = UInt64(min(now, end) / period)
            let verdict = pulse.look(beats, now: now)
            if verdict == .hung { return (verdict, now) }
        }
        return nil
    }

    @Test func `a child whose clock is slower than ours is alive for an hour, at the shortest limit too`() {
        for period in [Self.second + 300_000, Self.second + 1_700_000, Self.second - 300_000] {
            #expect(watch(limit: .seconds(1), period: period) == nil)
        }
    }

    @Test(arguments: [3, 4, 5, 60]) func `a child that hangs is found within its limit`(_ seconds: Int) throws {
        for end in [Self.second * 10 + 1, Self.second * 10 + 999_999_999] {
            let found = try #require(watch(limit: .seconds(seconds), period: Self.second, end: end))
            // The last beat was up to a second before the end.
            #expect(found.at - end <= Int64(seconds) * Self.second)
            #expect(found.at - end > Int64(seconds - 3) * Self.second)
        }
    }

    @Test func `a long call is interrupted once, before it counts as hung`() {
        var pulse = ChildPulse(limit: .seconds(5), now: 0)
        #expect(pulse.look(1, now: Self.second) == .alive)
        let verdicts = (2...5).map { pulse.look(1, now: Int64($0) * Self.second) }
        #expect(verdicts == [.alive, .alive, .interrupt, .hung])
    }

    @Test func `a child is not hung because the whole machine slept`() {
        var pulse = ChildPulse(limit: .seconds(5), now: 0)
        let verdicts = [(1, 1), (1, 3600), (2, 3601)].map { pulse.look($0.0, now: $0.1 * Self.second) }
        #expect(verdicts == [.alive, .alive, .alive])
    }

    @Test func `all children are looked after in the same moment`() {
        for now in [0, 1, 999_999_999, Self.second, 77 * Self.second + 5] {
            let next = now + ChildPulse.untilNextLook(now: now).nanoseconds
            #expect(next % Self.second == 0 && next > now && next - now <= Self.second)
        }
    }
}
