import Testing

@testable import GatewayRuntime

@Suite struct InstanceLifeTests {
    @Test func `waits twice as long after each failed start, up to half a minute`() {
        var life = InstanceLife()
        #expect(life.begin(now: 0) == .start)
        var waits: [Int64] = []
        for _ in 0..<8 {
            if case .wait(let nanoseconds) = life.startFailed(canRetry: true, jitter: 1) { waits.append(nanoseconds) }
            #expect(life.waitIsOver() == .start)
        }
        #expect(waits == [500, 1000, 2000, 4000, 8000, 16000, 30000, 30000].map { $0 * 1_000_000 })
    }

    @Test func `jitter takes away at most half`() {
        var life = InstanceLife()
        _ = life.begin(now: 0)
        #expect(life.startFailed(canRetry: true, jitter: 0) == .wait(nanoseconds: 250_000_000))
    }

    @Test func `a run of a minute forgets old failures`() {
        var life = InstanceLife()
        _ = life.begin(now: 0)
        for _ in 0..<5 {
            _ = life.startFailed(canRetry: true, jitter: 1)
            _ = life.waitIsOver()
        }
        life.started(now: 0)
        #expect(life.failed(canRetry: true, now: 61_000_000_000, jitter: 1) == .stopAndWait(nanoseconds: 500_000_000))
    }

    @Test func `a configuration error is not tried again`() {
        var life = InstanceLife()
        _ = life.begin(now: 0)
        #expect(life.startFailed(canRetry: false, jitter: 1) == .none)
        #expect(life.state == .refused)
        #expect(life.waitIsOver() == .none)
    }

    @Test func `a running instance that fails is stopped, and nobody starts it after its end`() {
        var life = InstanceLife()
        _ = life.begin(now: 0)
        life.started(now: 0)
        #expect(life.failed(canRetry: true, now: 1, jitter: 1) == .stopAndWait(nanoseconds: 500_000_000))
        #expect(life.failed(canRetry: true, now: 2, jitter: 1) == .none)
        #expect(life.end() == .none)
        #expect(life.waitIsOver() == .none)
    }

    @Test func `the end of a running instance is a stop`() {
        var life = InstanceLife()
        _ = life.begin(now: 0)
        life.started(now: 0)
        #expect(life.end() == .stop)
    }
}
