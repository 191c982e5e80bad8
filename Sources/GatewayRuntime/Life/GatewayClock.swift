import GatewayCore
import GatewayLoop
import Glibc

/// The two clocks, handed in so that tests need not wait: wall clock for stamps, monotonic for everything else.
public struct GatewayClock: Sendable {
    private let readWall: @Sendable () -> Timestamp
    private let readMonotonic: @Sendable () -> Int64

    public init(wall: @escaping @Sendable () -> Timestamp, monotonic: @escaping @Sendable () -> Int64) {
        readWall = wall
        readMonotonic = monotonic
    }

    public var now: Timestamp { readWall() }
    /// Nanoseconds.
    public var monotonic: Int64 { readMonotonic() }

    /// The machine's.
    public static let system = GatewayClock(
        wall: {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Timestamp(rawValue: Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec))
        }, monotonic: { EventLoop.monotonic })
}
