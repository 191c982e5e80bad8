import CGatewayABI
import GatewayCore

public enum LogLevel: Int32, Sendable {
    case trace = 0
    case debug = 1
    case info = 2
    case warning = 3
    case error = 4
}

/// The gateway, as one instance sees it. A small value; valid as long as the instance lives.
///
/// Unchecked: ``log(_:_:)``, the clocks and ``answer(_:_:)`` may be used from any thread, everything else only from
/// within the instance's own calls.
public struct Host: @unchecked Sendable {
    private let table: UnsafePointer<gw_host>
    private let loopTable: UnsafePointer<gw_loop_host>?
    private let commandTable: UnsafePointer<gw_command_host>?
    private let traceTable: UnsafePointer<gw_trace_host>?
    /// Of the site this gateway runs.
    public let site: String

    init(_ table: UnsafePointer<gw_host>, site: String) {
        self.table = table
        self.site = site
        func find<Table>(_ id: String, as _: Table.Type) -> UnsafePointer<Table>? {
            table.pointee.get_extension(table.pointee.context, id)?.assumingMemoryBound(to: Table.self)
        }
        loopTable = find(GW_EXTENSION_LOOP, as: gw_loop_host.self)
        commandTable = find(GW_EXTENSION_COMMAND, as: gw_command_host.self)
        traceTable = find(GW_EXTENSION_TRACE, as: gw_trace_host.self)
    }

    private var context: UnsafeMutableRawPointer? { table.pointee.context }

    /// One line for the gateway's log.
    public func log(_ level: LogLevel, _ message: String) {
        table.pointee.log(context, level.rawValue, message)
    }

    /// Wall clock, for time stamps only.
    public var now: Timestamp { Timestamp(rawValue: table.pointee.wall_clock(context)) }

    /// Nanoseconds on the monotonic clock, for time-outs and schedules.
    public var monotonic: Int64 { table.pointee.monotonic(context) }

    /// Hands the samples of a buffer to the gateway, which copies them.
    public func publish(_ batch: SampleBuffer) {
        guard !batch.isEmpty else { return }
        publish(batch, at: now)
    }

    public func publish(_ batch: SampleBuffer, at received: Timestamp) {
        var table = gw_batch()
        table.struct_size = UInt32(MemoryLayout<gw_batch>.size)
        table.count = UInt32(batch.count)
        table.samples = UnsafeRawPointer(batch.samples).assumingMemoryBound(to: gw_sample.self)
        table.bytes = UnsafePointer(batch.bytes)
        table.bytes_size = UInt64(batch.byteCount)
        table.receive_time = received.rawValue
        _ = self.table.pointee.publish(context, &table)
    }

    /// A device is reachable; changes no point.
    public func linkUp(device: Int? = nil, _ message: String = "") {
        link(device, GW_LINK_UP, .good, message)
    }

    /// A device (or all of them) is not reachable: its points keep their values with this quality.
    public func linkDown(device: Int? = nil, quality: Quality = .notConnected, _ message: String) {
        link(device, GW_LINK_DOWN, quality, message)
    }

    private func link(_ device: Int?, _ state: Int32, _ quality: Quality, _ message: String) {
        let index = device.map { UInt32($0) } ?? UInt32(GW_ALL_DEVICES)
        table.pointee.link(context, index, UInt32(state), quality.rawValue, message)
    }

    /// This instance cannot go on: the host stops it and, unless the settings are at fault, starts it again after a while.
    public func failed(_ error: PluginError) {
        table.pointee.failed(context, error.status.rawValue, error.message)
    }

    /// The one answer to a pending read, write or delivery. Any thread.
    public func answer(_ token: UInt64, _ answer: Answer) {
        answer.message.withCString { message in
            var table = gw_answer()
            table.struct_size = UInt32(MemoryLayout<gw_answer>.size)
            table.status = answer.status.rawValue
            table.retry_after_ns = answer.retryAfterNanoseconds
            table.message = message
            _ = self.table.pointee.answer(context, token, &table)
        }
    }

    /// Whether ``loop`` may be used.
    var offersLoop: Bool { loopTable != nil }

    /// The host's event loop; only for plugins that are a ``LoopPlugin``.
    public var loop: LoopHost {
        guard let loopTable else { preconditionFailure("this host offers no event loop") }
        return LoopHost(loopTable)
    }

    /// Asks the gateway to write a point, in engineering units. The answer comes by
    /// ``Commanding/answered(token:status:message:)``, unless the result here is final already.
    public func request(point: String, value: Value, token: UInt64, lifetime: Duration = .zero) -> PluginStatus {
        guard let commandTable else { return .unsupported }
        return CommandRequest(point: point, value: value, token: token, lifetime: lifetime).send(to: commandTable)
    }

    /// Shows a frame. Only while tracing is on.
    public func frame(sent: Bool, _ bytes: UnsafeRawBufferPointer, words: String) {
        guard let traceTable else { return }
        let direction = UInt32(sent ? GW_TRACE_SENT : GW_TRACE_RECEIVED)
        let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        traceTable.pointee.frame(traceTable.pointee.context, direction, start, UInt64(bytes.count), words)
    }
}
