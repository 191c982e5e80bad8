import GatewayConfig
import GatewayCore
import GatewayLoop
import Glibc
import Logging
import PluginHost
import Testing

@testable import GatewayRuntime

@Suite struct CommandDeskTests {
    private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func channel(on loop: EventLoop) -> Channel {
        let config = ChannelConfig(
            id: "bus", plugin: "none", devices: [DeviceConfig(id: "unit")],
            points: [PointConfig(id: "limit", dataType: .int16, access: [.read, .write])])
        return Channel(
            config, ids: [0], loop: loop, ownsLoop: true, spread: 0, faults: FaultLog(), clock: .system, log: log)
    }

    private func answer(_ desk: CommandDesk, _ point: String, _ value: Value, _ lifetime: Duration) async
        -> CommandAnswer
    {
        await withCheckedContinuation { continuation in
            desk.write(point, value, lifetime: lifetime, origin: "test") { continuation.resume(returning: $0) }
        }
    }

    @Test func `a driver that is busy for longer than the command lives does not keep the requester waiting`()
        async throws
    {
        let loop = try EventLoop(name: "busy")
        let gate = Gate()
        loop.run { gate.wait() }
        let desk = CommandDesk(clock: .system, log: log)
        desk.publish(PointDirectory([channel(on: loop)]))
        let result = await answer(desk, "bus.unit.limit", .int(1), .milliseconds(10))
        #expect(result.status == .timeout)
        gate.open()
        loop.stop()
    }

    @Test func `no lifetime is too long to count`() async throws {
        let loop = try EventLoop(name: "idle")
        let desk = CommandDesk(clock: .system, log: log)
        desk.publish(PointDirectory([channel(on: loop)]))
        let result = await answer(desk, "bus.unit.limit", .int(1), .nanoseconds(Int64.max))
        #expect(result == CommandAnswer(.unreachable, "the channel is not connected"))
        loop.stop()
    }

    @Test func `a channel that has ended answers for its commands`() async throws {
        let loop = try EventLoop(name: "ended")
        let desk = CommandDesk(clock: .system, log: log)
        desk.publish(PointDirectory([channel(on: loop)]))
        loop.stop()
        let result = await answer(desk, "bus.unit.limit", .int(1), .seconds(5))
        #expect(result == CommandAnswer(.unreachable, "the channel has ended"))
    }

    @Test func `a fraction for a whole number is refused, not rounded`() async throws {
        let loop = try EventLoop(name: "idle")
        let desk = CommandDesk(clock: .system, log: log)
        desk.publish(PointDirectory([channel(on: loop)]))
        let result = await answer(desk, "bus.unit.limit", .float(0.6), .seconds(5))
        #expect(result == CommandAnswer(.configuration, "0.6 is no whole number"))
        loop.stop()
    }
}

/// Holds a thread until it is opened. Unchecked: a semaphore may be used from any thread.
private final class Gate: @unchecked Sendable {
    private var semaphore = sem_t()

    init() { sem_init(&semaphore, 0, 0) }
    func wait() { sem_wait(&semaphore) }
    func open() { sem_post(&semaphore) }
}
