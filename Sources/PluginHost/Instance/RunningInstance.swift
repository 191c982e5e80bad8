import GatewayCore

/// One running plugin, as the runtime sees it; inside this process it is a ``PluginInstance``.
///
/// Everything belongs on the thread of the instance's loop, except ``interrupt()``. Completions are called exactly once, on
/// that thread, never before the call that was given them has returned, and never from within a call of the plugin.
public protocol RunningInstance: AnyObject {
    /// Gives it the points to work on; once, before ``start()``.
    func prepare(_ plan: InstancePlan) throws(PlanFailure)

    /// Begins to work. Blocks only when the plugin is not ``isOnLoop``.
    func start() throws(PluginFailure)

    /// Ends the work. When it returns, every pending request has been completed with ``PluginStatus/cancelled``, and
    /// watches and timers are gone. ``start()`` may follow.
    func stop()

    /// Frees the plugin's instance (stopping it first) and lets go of the owner. Nothing follows.
    func destroy()

    /// Makes a blocking call return soon. Any thread.
    func interrupt()

    /// Never blocks (`gw.loop/1`), so it may share its loop with others.
    var isOnLoop: Bool { get }

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
