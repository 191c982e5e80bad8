@_exported import GatewayCore

/// What every plugin is: settings in, a plan of points, a life between start and stop.
///
/// The host makes one call at a time to an instance and never calls back from within a call that the instance makes to
/// the host, so a plugin needs no lock and no `Sendable` state: write it as if it were alone in the process. What a plugin
/// can do beyond this is said by further protocols: ``PollingDriver``, ``LoopDriver``, ``Sink``, ``WritingDriver``,
/// ``Commanding``, ``Tracing``.
public protocol GatewayPlugin {
    /// Read in a process of its own before any instance exists; a constant.
    static var description: PluginDescription { get }

    /// Keeps what it needs of the settings. No I/O, no threads.
    init(settings: Settings, host: Host) throws(PluginError)

    /// Takes the points it will work on; once, before ``start()``. No I/O. Say what is wrong with an address by
    /// ``Plan/problem(_:_:column:)``, for as many points as there are.
    mutating func prepare(_ plan: Plan) throws(PluginError)

    /// Opens the link. Throw ``PluginError/unreachable(_:)`` and the host tries again later.
    mutating func start() throws(PluginError)

    /// Closes everything; ``start()`` may follow.
    mutating func stop()

    /// Something any thread may call to make a blocking call return soon; `nil` when nothing ever blocks.
    var interrupt: (@Sendable () -> Void)? { get }
}

extension GatewayPlugin {
    public var interrupt: (@Sendable () -> Void)? { nil }
}

/// A device that answers when asked. Calls may block; they come on a thread of the instance's own.
public protocol PollingDriver: GatewayPlugin {
    /// Reads the points of one group and appends a sample for each to `batch`, which is published on return. A failed
    /// point gets `Sample(point:quality:)`. A thrown error gives the whole group bad quality.
    mutating func read(group: Int, into batch: SampleBuffer) throws(PluginError)
}

/// A plugin that never blocks: the host watches files and timers for it by ``Host/loop``.
public protocol LoopPlugin: GatewayPlugin {
    /// A watched file is ready.
    mutating func ready(_ id: UInt64, _ events: LoopEvents)
    /// A timer has fired.
    mutating func timer(_ id: UInt64)
    /// Somebody called ``LoopHost/wake()``.
    mutating func woken()
}

extension LoopPlugin {
    public mutating func woken() {}
}

/// A driver on the host's event loop, polled by the host.
public protocol LoopDriver: LoopPlugin {
    /// Begins to read a group; answer ``Answer/pending`` and later ``Host/answer(_:_:)`` exactly once. The host does not
    /// ask for the group again before.
    mutating func read(group: Int, token: UInt64) -> Answer
}

/// A driver that can change its devices.
public protocol WritingDriver: GatewayPlugin {
    /// Writes one value, in raw device units. Never try again by yourself: the device may have done it.
    mutating func write(_ command: WriteCommand) -> Answer
}

/// Delivers samples northbound.
public protocol Sink: GatewayPlugin {
    /// How many deliveries may be pending at once.
    var window: Int { get }

    /// Delivers a block: ``Answer/ok`` only when the receiver has it for good.
    mutating func deliver(_ delivery: Delivery) -> Answer
}

extension Sink {
    public var window: Int { 1 }
}

/// A plugin that brings commands into the gateway by ``Host/request(point:value:token:lifetime:)``.
public protocol Commanding: GatewayPlugin {
    /// The one answer to a request.
    mutating func answered(token: UInt64, status: PluginStatus, message: String)
}

/// A plugin that can show its frames by ``Host/frame(sent:_:words:)``.
public protocol Tracing: GatewayPlugin {
    mutating func trace(on: Bool)
}
