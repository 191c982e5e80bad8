import Testing

@testable import GatewayRuntime

@Suite struct SettlingTests {
    private static let millisecond: Int64 = 1_000_000

    @Test func `nothing is due without news`() {
        #expect(Settling().due == nil)
    }

    @Test func `waits for a moment of quiet`() {
        var settling = Settling()
        settling.stirred(at: 0)
        #expect(settling.due == 100 * Self.millisecond)
        settling.stirred(at: 70 * Self.millisecond)
        #expect(settling.due == 170 * Self.millisecond)
    }

    @Test func `does not wait for ever`() {
        var settling = Settling()
        for moment in (Int64(0)...100).map({ $0 * 50 * Self.millisecond }) {
            settling.stirred(at: 7 + moment)
        }
        #expect(settling.due == 7 + 800 * Self.millisecond)
    }

    @Test func `begins anew after a look`() {
        var settling = Settling()
        settling.stirred(at: 0)
        settling.looked()
        #expect(settling.due == nil)
        settling.stirred(at: 900 * Self.millisecond)
        #expect(settling.due == 1000 * Self.millisecond)
    }
}
