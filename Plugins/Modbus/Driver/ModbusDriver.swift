import GatewaySDK
import Modbus

/// One connection to one or more Modbus units, on the host's loop.
///
/// This is the edge where decisions become effects. What is sent when, and which answer is whose, ``Session`` decides; what
/// is read together, ``ReadPlanner``; whether a unit counts as down, ``DeviceHealth``; the order of writes, ``WriteDesk``.
/// When the connection fails, the driver says so once and does nothing more: the host stops it, waits, and starts it again.
public final class ModbusDriver: LoopDriver, WritingDriver, Tracing {
    enum Phase {
        case stopped
        /// A name is being looked up, or a connection made.
        case connecting
        case open
        /// Waiting for the host to call ``stop()``.
        case failed
    }

    let host: Host
    let settings: ChannelSettings
    let link: Link
    var plan = CompiledPlan()
    var phase = Phase.stopped
    var session: Session
    var desk = WriteDesk()
    var health: [DeviceHealth] = []
    var runs: [GroupRun] = []
    /// What the latest answer to each block complained of, so that a lasting complaint is logged once.
    var complaints: [String?] = []
    var lookup: NameLookup?
    /// Not tried yet.
    var addresses: [SocketAddress] = []
    /// Requests that timed out since any frame came.
    var silence = 0
    /// The moment the timer is set for.
    var alarm: Int64?
    var isTracing = false

    public init(settings: Settings, host: Host) throws(PluginError) {
        self.host = host
        self.settings = try ChannelSettings(settings)
        link = Link(host.loop)
        session = Session(Self.limits(self.settings))
    }

    public func prepare(_ plan: Plan) throws(PluginError) {
        self.plan = try CompiledPlan(plan)
        runs = self.plan.groups.map { GroupRun(capacity: $0.pointCount) }
    }

    public func start() throws(PluginError) {
        session = Session(Self.limits(settings))
        desk = WriteDesk()
        health = plan.devices.map { _ in DeviceHealth(healthLimits) }
        complaints = Array(repeating: nil, count: plan.blocks.count)
        silence = 0
        phase = .connecting
        do throws(PluginError) {
            try openLink()
        } catch {
            stop()
            throw error
        }
    }

    public func stop() {
        phase = .stopped
        closeLink()
        // The host forgets what was pending.
        _ = session.closed()
        _ = desk.closed()
        for index in runs.indices {
            runs[index].clear()
        }
    }

    public func trace(on: Bool) {
        isTracing = on
    }

    public func timer(_ id: UInt64) {
        switch TimerID(rawValue: id) {
        case .connect: connectingTookTooLong()
        case .session: sessionTimer(host.monotonic)
        case .fault: actOnFault()
        case nil: break
        }
    }

    private static func limits(_ settings: ChannelSettings) -> Session.Limits {
        Session.Limits(maxInFlight: settings.maxInFlight, timeout: settings.timeout, gap: settings.requestGap)
    }

    /// A unit that has the connection to itself slows nobody down and is tried at every poll.
    private var healthLimits: DeviceHealth.Limits {
        DeviceHealth.Limits(
            timeoutsBeforeDown: settings.timeoutsBeforeDown,
            probeInterval: plan.devices.count > 1 ? settings.probeInterval : 0)
    }
}
