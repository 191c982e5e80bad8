import GatewayConfig
import GatewayCore
import Logging
import PluginHost
import Synchronization

/// Where all commands come by, from wherever: finds the point, checks limits, undoes the scale, sees that it does not get
/// old, asks the channel, and gives exactly one answer. Any thread.
final class CommandDesk: CommandTaker {
    /// A command that has not reached its device by then never will.
    static let defaultLifetime = Duration.seconds(5)
    private static let longestLifetime: Int64 = 86_400_000_000_000
    /// For the driver's own word that time is over.
    private static let grace = Duration.milliseconds(500)

    private let directory = Mutex(PointDirectory())
    private let taken = Atomic<UInt64>(0)
    private let clock: GatewayClock
    private let log: Logger

    init(clock: GatewayClock, log: Logger) {
        self.clock = clock
        self.log = log
    }

    /// Commands taken so far.
    var count: UInt64 {
        taken.load(ordering: .relaxed)
    }

    /// Replaces which points there are.
    func publish(_ directory: PointDirectory) {
        self.directory.withLock { $0 = directory }
    }

    func take(_ request: PointRequest, from origin: String, answer: @escaping @Sendable (CommandAnswer) -> Void)
        -> PluginStatus
    {
        let lifetime = request.lifetime > .zero ? request.lifetime : Self.defaultLifetime
        write(request.point, request.value, lifetime: lifetime, origin: origin, answer: answer)
        return .pending
    }

    /// Writes a point in engineering units. `answer` is called exactly once, on any thread.
    func write(
        _ name: String, _ value: Value, lifetime: Duration, origin: String,
        answer: @escaping @Sendable (CommandAnswer) -> Void
    ) {
        taken.add(1, ordering: .relaxed)
        let audited: @Sendable (CommandAnswer) -> Void = { [log] result in
            log.notice(
                "Command answered",
                metadata: [
                    "point": "\(name)", "value": "\(value)", "origin": "\(origin)", "status": "\(result.status.word)",
                    "reason": "\(result.message)",
                ])
            answer(result)
        }
        guard let (channel, handle) = directory.withLock({ $0.find(name) }) else {
            return audited(CommandAnswer(.configuration, "there is no point '\(name)'"))
        }
        do throws(CommandRefusal) {
            let raw = try RawValue(value, for: channel.config.points[handle]).value
            send(
                raw, to: channel, handle,
                expires: clock.monotonic + min(max(0, lifetime.nanoseconds), Self.longestLifetime), audited)
        } catch {
            audited(CommandAnswer(.configuration, error.reason))
        }
    }

    /// A driver that is busy for longer than the command lives does not keep the requester waiting.
    private func send(
        _ value: Value, to channel: Channel, _ handle: Int, expires: Int64,
        _ requester: @escaping @Sendable (CommandAnswer) -> Void
    ) {
        let answer = Once(requester)
        Task { [clock] in
            try? await Task.sleep(for: .nanoseconds(max(0, expires - clock.monotonic)) + Self.grace)
            answer(CommandAnswer(.timeout, "no answer in time; the device may have done it or not"))
        }
        let isTaken = channel.loop.run { [clock] in
            let left = expires - clock.monotonic
            guard left > 0 else { return answer(CommandAnswer(.timeout, "expired before it could be sent")) }
            channel.write(handle, value, lifetime: .nanoseconds(left)) {
                answer(CommandAnswer($0.status, $0.message))
            }
        }
        if !isTaken { answer(CommandAnswer(.unreachable, "the channel has ended")) }
    }
}
