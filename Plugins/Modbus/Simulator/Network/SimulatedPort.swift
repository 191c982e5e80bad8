import GatewayLoop
import Glibc
import Modbus

/// One listening port, the devices behind it and the clients at it. Lives on the loop's thread.
final class SimulatedPort {
    /// Accepting pauses so long when the process may not open more files.
    private static let pause = Duration.milliseconds(100)

    let socket: ListeningSocket
    var units: ServedUnits
    var faults: FaultInjector?
    private(set) var statistics = SimulatorStatistics()
    private var simulation: any Simulation
    private var writesSeen: UInt64 = 0
    private let loop: EventLoop
    private let buffer: ReceiveBuffer
    private var watch: FileWatch?
    private var resume: LoopTimer?
    private var connections: [Int32: SimulatedConnection] = [:]

    init(
        _ socket: ListeningSocket, _ simulation: any Simulation, _ options: SimulatorOptions, _ loop: EventLoop,
        _ buffer: ReceiveBuffer
    ) {
        self.socket = socket
        self.simulation = simulation
        self.loop = loop
        self.buffer = buffer
        units = ServedUnits(missing: options.answersMissingSlaves ? .exception : .silence)
        faults = options.faults.map { FaultInjector($0, seed: options.seed) }
        self.simulation.prepare(&units)
    }

    func open() throws(LoopError) {
        watch = try loop.watch(socket.descriptor, .readable) { [unowned self] _ in accept() }
        resume = loop.timer { [unowned self] in watch?.update(.readable) }
    }

    func close() {
        watch?.close()
        resume?.close()
        socket.close()
        for connection in connections.values { connection.close() }
        connections.removeAll()
    }

    func advance(by seconds: Double) {
        simulation.advance(by: seconds, &units)
    }

    /// Lets a write act before the next request is answered.
    func served() {
        statistics.requests += 1
        guard units.writes != writesSeen else { return }
        writesSeen = units.writes
        simulation.obey(&units)
    }

    func forget(_ descriptor: Int32) {
        connections[descriptor] = nil
    }

    private func accept() {
        while let client = socket.accept() {
            statistics.connections += 1
            let connection = SimulatedConnection(client, self, loop, buffer)
            guard connection.open() else { continue }
            connections[client] = connection
        }
        // Level-triggered: without a pause the loop would spin on a client it cannot take.
        guard errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM else { return }
        watch?.update([])
        resume?.schedule(after: Self.pause)
    }
}
