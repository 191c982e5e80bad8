import GatewayLoop
import Modbus

/// The ports of one simulator and the beat of their values. Lives on the loop's thread.
final class SimulatorCore {
    private let options: SimulatorOptions
    private let ports: [SimulatedPort]
    private var timer: LoopTimer?
    private var last: Int64 = 0
    private var next: Int64 = 0

    init(_ options: SimulatorOptions, _ sockets: [ListeningSocket], _ loop: EventLoop) {
        self.options = options
        let buffer = ReceiveBuffer()
        ports = sockets.enumerated().map { number, socket in
            let simulation = options.profile.simulation(options, number: number)
            return SimulatedPort(socket, simulation, options, loop, buffer)
        }
    }

    var statistics: SimulatorStatistics {
        ports.reduce(SimulatorStatistics()) { $0 + $1.statistics }
    }

    /// Why it cannot; `nil` when it runs.
    func open(_ loop: EventLoop) -> String? {
        do throws(LoopError) {
            for port in ports { try port.open() }
        } catch {
            return error.description
        }
        if options.autoUpdate { startBeat(loop) }
        return nil
    }

    private func startBeat(_ loop: EventLoop) {
        timer = loop.timer { [unowned self] in beat() }
        last = EventLoop.monotonic
        next = last
        schedule()
    }

    func close() {
        timer?.close()
        for port in ports { port.close() }
    }

    private func beat() {
        let now = EventLoop.monotonic
        let seconds = Double(now - last) / 1e9
        last = now
        for port in ports { port.advance(by: seconds * options.speed) }
        schedule()
    }

    /// Keeps the beat: late updates do not shift the ones after, and missed ones are left out.
    private func schedule() {
        let interval = Int64(options.updateInterval / .nanoseconds(1))
        let now = EventLoop.monotonic
        next += interval
        if next < now { next = now + interval }
        timer?.schedule(afterNanoseconds: next - now)
    }
}
