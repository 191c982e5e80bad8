import GatewayCore

/// One running plugin, as the runtime sees it: a ``PluginInstance`` inside this process, or a ``ChildInstance`` in one of its
/// own. Both have their points already.
///
/// Everything belongs on the thread of the instance's loop, except ``interrupt()``. Completions of requests are called exactly
/// once, on that thread, never before the call that was given them has returned, and never from within a call of the plugin.
public protocol RunningInstance: AnyObject {
    /// Begins to work; `then` hears, perhaps before this returns, whether it did. Blocks only inside this process, and only
    /// when the plugin is not ``isOnLoop``.
    func start(then: @escaping (PluginFailure?) -> Void)

    /// Ends the work. When it returns, every pending request has been completed with ``PluginStatus/cancelled``, and
    /// ``start(then:)`` may follow. `then` hears, perhaps before this returns, when the plugin has let go of its files,
    /// sockets and devices.
    func stop(then: @escaping () -> Void)

    /// Once it is stopped: lets go of its process, if it has one of its own, so that the next start makes another.
    func renew()

    /// Frees the plugin's instance (stopping it first) and lets go of the owner. Nothing follows but `then`, when it is done.
    func destroy(then: @escaping () -> Void)

    /// Makes a blocking call return soon. Any thread.
    func interrupt()

    /// Never blocks (`gw.loop/1`), so it may share its loop with others.
    var isOnLoop: Bool { get }

    /// Of its own process; `nil` inside this one, and while there is none.
    var pid: Int32? { get }

    /// How far its own process is confined; `nil` inside this one, and until it has said so.
    var confinement: ConfinementReport? { get }

    /// Wants to be asked for its groups by ``read(group:timeout:then:)``.
    var isPolled: Bool { get }

    /// How many deliveries may be pending at once; at least 1.
    var window: Int { get }

    /// Reads a group; its samples are published before `then`. A driver that promised an answer and has not given it after
    /// `timeout` is answered for. A call that blocks too long holds up this thread: end it by ``interrupt()`` from another.
    func read(group: Int, timeout: Duration, then: @escaping (PluginAnswer) -> Void)

    /// Writes a value in raw device units, within `lifetime` or not at all. `phase` is `GW_PHASE_*`.
    func write(
        point: UInt32, value: Value, phase: UInt8, lifetime: Duration, then: @escaping (PluginAnswer) -> Void)

    /// Offers a block to a sink.
    func deliver(_ block: DeliveryBlock, timeout: Duration, then: @escaping (PluginAnswer) -> Void)

    /// The one answer to a ``PointRequest`` that was pending.
    func answered(token: UInt64, status: PluginStatus, message: String)

    /// Tracing on or off; off at first.
    func trace(on: Bool)
}
