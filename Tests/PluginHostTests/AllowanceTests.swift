import Testing

@testable import PluginHost

/// What a child may say in a second.
@Suite struct AllowanceTests {
    @Test func `a flood is cut off once, and the next second is a new one`() {
        var allowance = Allowance()
        let now: Int64 = 77_000_000_000
        let verdicts = (0..<100_000).map { _ in allowance.take(now: now) }
        #expect(verdicts.filter { $0 == .granted }.count == Allowance.perSecond)
        #expect(verdicts.filter { $0 == .exhausted }.count == 1)
        let next = allowance.take(now: now + 1_000_000_000)
        #expect(next == .granted)
    }
}
