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

    @Test func `the site says how long the longest wait is`() {
        var life = InstanceLife(longest: 2_000_000_000)
        _ = life.begin(now: 0)
        var waits: [Int64] = []
        for _ in 0..<4 {
            if case .wait(let nanoseconds) = life.startFailed(canRetry: true, jitter: 1) { waits.append(nanoseconds) }
            _ = life.waitIsOver()
        }
        #expect(waits == [500, 1000, 2000, 2000].map { $0 * 1_000_000 })
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

/// Processes that crash.
@Suite struct InstanceCrashTests {
    private let second: Int64 = 1_000_000_000

    @Test func `a crash is made good at once, later ones after twice as long, the fifth in a minute not at all`() {
        var life = InstanceLife()
        _ = life.begin(now: 0)
        var waits: [Int64] = []
        for crash in 0..<5 {
            life.started(now: Int64(crash) * second)
            if case .wait(let nanoseconds) = life.crashed(now: Int64(crash) * second) {
                waits.append(nanoseconds)
                #expect(life.waitIsOver() == .start)
            }
        }
        #expect(waits == [100, 200, 400, 800].map { $0 * 1_000_000 })
        #expect(life.state == .quarantined)
        #expect(life.waitIsOver() == .none)
    }

    @Test func `crashes that are further apart never lead to quarantine`() {
        var life = InstanceLife()
        _ = life.begin(now: 0)
        for crash in 0..<50 {
            life.started(now: 0)
            #expect(life.crashed(now: Int64(crash) * 16 * second) != .none)
            _ = life.waitIsOver()
        }
    }

    @Test func `a crash while it starts counts, too`() {
        var life = InstanceLife()
        _ = life.begin(now: 0)
        for _ in 0..<4 {
            #expect(life.crashed(now: 0) != .none)
            #expect(life.waitIsOver() == .start)
        }
        #expect(life.crashed(now: 0) == .none)
        #expect(life.state == .quarantined)
    }

    @Test func `a person lifts the quarantine, and the count begins anew`() {
        var life = InstanceLife()
        _ = life.begin(now: 0)
        for _ in 0..<5 { _ = life.crashed(now: 0) }
        #expect(life.restart(now: 1) == .wait(nanoseconds: 0))
        #expect(life.waitIsOver() == .start)
        life.started(now: 1)
        #expect(life.crashed(now: 2) == .wait(nanoseconds: 100_000_000))
    }

    @Test func `a restart stops what runs, and nobody restarts what has ended`() {
        var life = InstanceLife()
        _ = life.begin(now: 0)
        life.started(now: 0)
        #expect(life.restart(now: 1) == .stopAndWait(nanoseconds: 0))
        _ = life.end()
        #expect(life.restart(now: 2) == .none)
    }
}
