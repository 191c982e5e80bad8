import Testing

@testable import ModbusDriver

@Suite struct DeviceHealthTests {
    let second: Int64 = 1_000_000_000

    @Test func `counts as down after so many timeouts in a row`() {
        var health = DeviceHealth(DeviceHealth.Limits(timeoutsBeforeDown: 3))
        #expect(health.timedOut(now: 0) == .none)
        #expect(health.timedOut(now: 0) == .none)
        #expect(health.answered() == .none)
        #expect(health.timedOut(now: 0) == .none)
        #expect(health.timedOut(now: 0) == .none)
        #expect(health.timedOut(now: 0) == .down)
        #expect(health.isDown)
        #expect(health.answered() == .up)
        #expect(!health.isDown)
    }

    @Test func `is tried at growing intervals while down`() {
        var health = DeviceHealth(DeviceHealth.Limits(timeoutsBeforeDown: 1, probeInterval: 5 * second))
        #expect(health.mayPoll(now: 0))
        #expect(health.timedOut(now: 0) == .down)
        var now: Int64 = 0
        for wait in [1, 2, 4, 5, 5] {
            #expect(!health.mayPoll(now: now + Int64(wait) * second - 1))
            now += Int64(wait) * second
            #expect(health.mayPoll(now: now))
            #expect(health.timedOut(now: now) == .none)
        }
    }

    @Test func `is tried at every poll when it slows nobody down`() {
        var health = DeviceHealth(DeviceHealth.Limits(timeoutsBeforeDown: 1, probeInterval: 0))
        #expect(health.timedOut(now: 7) == .down)
        #expect(health.mayPoll(now: 7))
    }
}
