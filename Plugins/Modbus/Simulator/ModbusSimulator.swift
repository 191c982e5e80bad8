import GatewayLoop
import Glibc
import Modbus

/// Modbus/TCP devices that are not there: one event loop, thousands of clients, any number of ports. Ends with its owner.
///
/// ```swift
/// var options = SimulatorOptions()
/// options.port = 0
/// options.profile = .energySite
/// let simulator = try ModbusSimulator(options)
/// print("mbpoll -m tcp -a 3 -t 3:float -B -0 -r 18 -p \(try simulator.start()) 127.0.0.1")
/// ```
///
/// Unchecked: the core is touched on the loop's thread only, and start and stop are the caller's, one at a time.
public final class ModbusSimulator: @unchecked Sendable {
    public let options: SimulatorOptions
    /// Where it listens, in order; empty until it is started.
    public private(set) var ports: [UInt16] = []
    private let shared: EventLoop?
    private var loop: EventLoop?
    private var core: SimulatorCore?

    /// - Parameter loop: Runs on this loop, together with others, and must be stopped before it; on its own when `nil`.
    /// - Throws: ``SimulatorError/settings(_:mend:)`` for options that have no meaning.
    public init(_ options: SimulatorOptions, on loop: EventLoop? = nil) throws(SimulatorError) {
        try options.check()
        self.options = options
        shared = loop
    }

    deinit {
        stop()
    }

    /// Listens, and gives the first port. A simulator that runs already stays as it is. Not from the loop's thread.
    @discardableResult
    public func start() throws(SimulatorError) -> UInt16 {
        if core == nil {
            let sockets = try listen()
            try open(sockets)
            ports = sockets.map(\.port)
        }
        return ports.first ?? 0
    }

    /// Ends all connections and frees the ports. Twice is harmless. Not from the loop's thread.
    public func stop() {
        guard let core, let loop else { return }
        _ = loop.runAndWait { core.close() }
        if shared == nil { loop.stop() }
        self.core = nil
        self.loop = nil
        ports = []
    }

    /// What it has done since it started. Any thread but the loop's, while it is neither started nor stopped.
    public var statistics: SimulatorStatistics {
        guard let core else { return SimulatorStatistics() }
        return loop?.runAndWait { core.statistics } ?? SimulatorStatistics()
    }

    /// Lets this process open as many files as the system allows: a client takes one. For whoever owns the process.
    public static func allowManyConnections() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    private func listen() throws(SimulatorError) -> [ListeningSocket] {
        var sockets: [ListeningSocket] = []
        for number in 0..<options.ports {
            let port = options.port == 0 ? 0 : options.port &+ UInt16(truncatingIfNeeded: number)
            sockets.append(try ListeningSocket(host: options.host, port: port))
        }
        return sockets
    }

    private func open(_ sockets: [ListeningSocket]) throws(SimulatorError) {
        let loop = if let shared { shared } else { try Self.ownLoop() }
        let core = SimulatorCore(options, sockets, loop)
        (self.loop, self.core) = (loop, core)
        let failure = loop.runAndWait { core.open(loop) } ?? "it has ended"
        guard let failure else { return }
        stop()
        throw .system(what: "the simulator's event loop", reason: failure)
    }

    private static func ownLoop() throws(SimulatorError) -> EventLoop {
        do throws(LoopError) {
            return try EventLoop(name: "simulator")
        } catch {
            throw .system(what: "the simulator's event loop", reason: error.description)
        }
    }
}
