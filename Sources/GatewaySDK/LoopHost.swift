import CGatewayABI
import GatewayCore

/// What may happen to a watched file.
public struct LoopEvents: OptionSet, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    public static let readable = LoopEvents(rawValue: 1)
    public static let writable = LoopEvents(rawValue: 2)
    /// An error or a hang-up, reported together with the others.
    public static let hangup = LoopEvents(rawValue: 4)
}

/// The host's event loop, as one instance sees it.
public struct LoopHost: @unchecked Sendable {
    private let table: UnsafePointer<gw_loop_host>

    init(_ table: UnsafePointer<gw_loop_host>) {
        self.table = table
    }

    /// Watches a non-blocking file, level-triggered, replacing what was asked for it before; empty ends the watch. End it
    /// before you close the file. `id` comes back in ``LoopPlugin/ready(_:_:)``.
    @discardableResult
    public func watch(_ fd: Int32, _ events: LoopEvents, id: UInt64) -> Bool {
        table.pointee.watch(table.pointee.context, fd, events.rawValue, id) == GW_OK
    }

    /// Calls ``LoopPlugin/timer(_:)`` once after `delay` (resolution 1 ms); the same id again replaces it.
    public func setTimer(_ id: UInt64, after delay: Duration) {
        _ = table.pointee.set_timer(table.pointee.context, id, delay.nanoseconds)
    }

    public func cancelTimer(_ id: UInt64) {
        table.pointee.cancel_timer(table.pointee.context, id)
    }

    /// Makes the host call ``LoopPlugin/woken()`` soon. Any thread.
    public func wake() {
        table.pointee.wake(table.pointee.context)
    }
}
