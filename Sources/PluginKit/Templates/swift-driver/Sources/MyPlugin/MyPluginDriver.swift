// SPDX-License-Identifier: 0BSD
import GatewaySDK
import Glibc

/// A driver that plays its own device: a sine wave, a counter and a number that can be set.
///
/// It is small, but whole. Where a real driver would talk to its device, a comment begins with "Device:". The gateway makes
/// one call at a time, in this order: `init`, `prepare`, `start`, then reads and writes, `stop`; after that it may start it
/// again. It may have several instances: no globals.
struct MyPluginDriver: PollingDriver, WritingDriver {
    /// What the gateway tells people, and what it checks before `init` and `prepare` get to see it.
    static let description = PluginDescription(
        id: "my-plugin", version: "0.1.0", kind: .driver, name: "My plugin",
        summary: "Plays a device with a sine wave, a counter and a number that can be set.",
        settings: [
            FieldSchema("amplitude", .float(0...1e9), default: "100", help: "Height of the sine wave."),
            FieldSchema("period_ms", .int(100...86_400_000), default: "60000", help: "How long one wave takes."),
        ],
        address: [
            FieldSchema(
                "signal", .choice(Signal.allCases.map(\.rawValue)), required: true,
                help: "What the point shows: the wave, the number of polls, or what was set.")
        ])

    private struct Point {
        let handle: UInt32
        let group: Int
        let signal: Signal
    }

    private let host: Host
    private let amplitude: Double
    private let periodNanoseconds: Int64
    private var points: [Point] = []
    /// On the monotonic clock.
    private var started: Int64 = 0
    private var polls: UInt64 = 0
    /// `nil`: nobody has set it yet.
    private var target: Double?

    /// Settings alone: no I/O here.
    init(settings: Settings, host: Host) throws(PluginError) {
        self.host = host
        amplitude = settings.float("amplitude")
        periodNanoseconds = Int64(settings.int("period_ms")) * 1_000_000
    }

    /// The plan is borrowed: what is needed later is copied. Real drivers merge neighbouring registers here.
    mutating func prepare(_ plan: Plan) throws(PluginError) {
        var isGood = true
        for point in plan.points {
            let signal = Signal(rawValue: point.address.text("signal")) ?? .setpoint
            if let problem = signal.problem(with: point) {
                plan.problem(point.handle, problem, column: "signal")
                isGood = false
            }
            points.append(Point(handle: point.handle, group: point.group, signal: signal))
        }
        guard isGood else { throw .configuration("some addresses are wrong") }
    }

    mutating func start() throws(PluginError) {
        // Device: connect. Nobody there? throw .unreachable("…"), and the gateway tries again later.
        started = host.monotonic
        polls = 0
        target = nil
        host.linkUp("connected")
    }

    mutating func stop() {
        // Device: close the connection.
    }

    /// A sample for each point of the group. It has a thread of its own and may block.
    mutating func read(group: Int, into batch: SampleBuffer) throws(PluginError) {
        // Device: ask it. A point that cannot be read gets Sample(point:quality:); if nothing can, throw .unreachable or
        // .timeout. Never invent a value.
        polls += 1
        for point in points where point.group == group {
            switch point.signal {
            case .sine: batch.append(Sample(point: point.handle, float: wave))
            case .counter: batch.append(Sample(point: point.handle, uint: polls))
            case .setpoint:
                // No value is not the value zero.
                batch.append(
                    target.map { Sample(point: point.handle, float: $0) }
                        ?? Sample(point: point.handle, quality: .waiting))
            }
        }
    }

    private var wave: Double {
        let turn = Double((host.monotonic - started) % periodNanoseconds) / Double(periodNanoseconds)
        return amplitude * sin(turn * 2 * .pi)
    }

    /// Never tried twice: the device may have done it the first time.
    mutating func write(_ command: WriteCommand) -> Answer {
        guard points.contains(where: { $0.handle == command.point && $0.signal == .setpoint }) else {
            return .failed(.unsupported("only points with signal 'setpoint' can be written"))
        }
        guard command.phase == .direct else {
            return .failed(.unsupported("this device knows no select and operate"))
        }
        guard let number = command.value.number, number.isFinite else {
            return .failed(.device("the device takes finite numbers only"))
        }
        guard host.monotonic <= command.deadline else {
            return .failed(.timeout("the command came too late and was not sent"))
        }
        // Device: send it, and wait for its answer.
        target = number
        return .ok
    }
}
