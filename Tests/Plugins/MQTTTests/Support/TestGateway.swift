import CGatewayABI
import GatewayCore
import GatewayLoop
import GatewaySDK
import MQTTSink

private let publisher = PluginTable(MQTTPublisher.self)

/// A gateway small enough for a test: it drives one MQTT sink through its C tables on a real event loop.
///
/// Like the real one it may stop and start the sink after a failure, and offers again, in order, what was not answered.
/// Unchecked: everything but ``happenings`` is used on the loop's thread only.
final class TestGateway: @unchecked Sendable {
    let happenings = Happenings()
    let loop: EventLoop
    let restarts: Bool
    private var table = gw_host()
    private var loopTable = gw_loop_host()
    private var commandTable = gw_command_host()
    private var traceTable = gw_trace_host()
    var instance: OpaquePointer?
    private var watches: [Int32: FileWatch] = [:]
    private var timers: [UInt64: LoopTimer] = [:]
    private var restartTimer: LoopTimer?
    private var signal: LoopSignal?
    private(set) var isRunning = false
    private var unanswered: [TestBlock] = []
    private var lastToken: UInt64 = 0
    private var sequence: UInt64 = 0

    init(
        _ settings: [String: String], points: [(String, DataType)] = [], site: String = "demo", sink: String = "up",
        restarts: Bool = false
    ) throws {
        loop = try EventLoop(name: "mqtt-test")
        self.restarts = restarts
        fillTables()
        let cells = SettingCells(MQTTPublisher.description.settings, settings, sink: sink, site: site)
        if let fault = create(cells) ?? prepare(points) {
            loop.stop()
            throw fault
        }
    }

    deinit {
        loop.stop()
    }

    /// What a call of the sink failed with.
    struct Fault: Error, Equatable {
        var status: Int32
        var message: String
        var setting: String?
    }

    // MARK: Life

    private func create(_ cells: SettingCells) -> Fault? {
        loop.runAndWait { [self] in
            signal = LoopSignal(loop) { [unowned self] in
                if isRunning { Self.loopSide.woken(instance) }
            }
            return cells.withTable { settings in
                Self.call { publisher.pointer.pointee.create(publisher.pointer, &table, settings, &instance, $0) }
            }
        } ?? nil
    }

    private func prepare(_ points: [(String, DataType)]) -> Fault? {
        loop.runAndWait { [self] in
            let plan = TestPlan(points)
            return Self.call { error in plan.withTable { Self.planSide.prepare(instance, $0, error) } }
        } ?? nil
    }

    @discardableResult
    func start() -> Fault? {
        loop.runAndWait { [self] in startOnLoop() } ?? nil
    }

    private func startOnLoop() -> Fault? {
        isRunning = true
        let fault = Self.call { publisher.pointer.pointee.start(instance, $0) }
        guard let fault else {
            for block in unanswered { offer(block) }
            return nil
        }
        isRunning = false
        happenings.add(.failed(fault.status, fault.message))
        if restarts { restartLater() }
        return fault
    }

    func stop() {
        loop.runAndWait { [self] in stopOnLoop() }
    }

    private func stopOnLoop() {
        restartTimer?.cancel()
        guard isRunning else { return }
        publisher.pointer.pointee.stop(instance)
        isRunning = false
        for watch in watches.values { watch.close() }
        for timer in timers.values { timer.close() }
        watches = [:]
        timers = [:]
    }

    /// Stops, frees the instance and ends the loop.
    func end() {
        stop()
        loop.runAndWait { [self] in
            publisher.pointer.pointee.destroy(instance)
            instance = nil
        }
        loop.stop()
    }

    private func restartLater() {
        if restartTimer == nil {
            restartTimer = loop.timer { [unowned self] in
                stopOnLoop()
                _ = startOnLoop()
            }
        }
        restartTimer?.schedule(after: .milliseconds(50))
    }

    // MARK: Calls

    /// Offers a block and returns its token.
    @discardableResult
    func deliver(_ samples: SampleBuffer, receivedAt: Int64 = 1_700_000_000_123_000_000) -> UInt64 {
        loop.runAndWait { [self] in
            lastToken += 1
            sequence += 1
            let block = TestBlock(token: lastToken, sequence: sequence, samples: samples, receiveTime: receivedAt)
            unanswered.append(block)
            if isRunning { offer(block) }
            return lastToken
        } ?? 0
    }

    private func offer(_ block: TestBlock) {
        let status = block.withTable { Self.sinkSide.deliver(instance, $0, nil) }
        block.wasOffered = true
        if status != GW_PENDING { answered(block.token, status, "at once") }
    }

    func answer(request token: UInt64, _ status: Int32, _ message: String = "") {
        loop.runAndWait { [self] in
            message.withCString {
                var answer = gw_answer(
                    struct_size: UInt32(MemoryLayout<gw_answer>.size), status: status, retry_after_ns: 0, message: $0)
                Self.commandSide.answered(instance, token, &answer)
            }
        }
    }

    func trace(_ on: Bool) {
        loop.runAndWait { [self] in Self.traceSide.enable(instance, on ? 1 : 0) }
    }

    var window: UInt32 { loop.runAndWait { [self] in Self.sinkSide.window(instance) } ?? 0 }

    private func answered(_ token: UInt64, _ status: Int32, _ message: String) {
        if status == GW_OK || status == GW_REJECTED { unanswered.removeAll { $0.token == token } }
        happenings.add(.answered(token, status, message))
    }

    // MARK: The host's tables

    private static func of(_ context: UnsafeMutableRawPointer?) -> TestGateway {
        Unmanaged<TestGateway>.fromOpaque(context!).takeUnretainedValue()
    }

    private func fillTables() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        table.struct_size = UInt32(MemoryLayout<gw_host>.size)
        table.abi_major = UInt16(GW_ABI_MAJOR)
        table.context = context
        table.log = { TestGateway.of($0).happenings.add(.logged(String(cString: $2!))) }
        table.wall_clock = { _ in 1_700_000_000_000_000_000 }
        table.monotonic = { _ in EventLoop.monotonic }
        table.publish = { _, _ in GW_OK }
        table.link = { context, _, state, _, message in
            let words = message.map { String(cString: $0) } ?? ""
            TestGateway.of(context).happenings.add(state == UInt32(GW_LINK_UP) ? .linkUp(words) : .linkDown(words))
        }
        table.failed = { context, status, message in
            let gateway = TestGateway.of(context)
            gateway.happenings.add(.failed(status, message.map { String(cString: $0) } ?? ""))
            if gateway.restarts { gateway.restartLater() }
        }
        table.answer = { context, token, answer in
            let message = answer!.pointee.message.map { String(cString: $0) } ?? ""
            TestGateway.of(context).answered(token, answer!.pointee.status, message)
            return GW_OK
        }
        table.get_extension = { TestGateway.of($0).hostTable(String(cString: $1!)) }
        fillLoopTable(context)
        fillOtherTables(context)
    }

    private func hostTable(_ id: String) -> UnsafeRawPointer? {
        switch id {
        case GW_EXTENSION_LOOP: withUnsafePointer(to: &loopTable) { UnsafeRawPointer($0) }
        case GW_EXTENSION_COMMAND: withUnsafePointer(to: &commandTable) { UnsafeRawPointer($0) }
        case GW_EXTENSION_TRACE: withUnsafePointer(to: &traceTable) { UnsafeRawPointer($0) }
        default: nil
        }
    }

    private func fillLoopTable(_ context: UnsafeMutableRawPointer) {
        loopTable.struct_size = UInt32(MemoryLayout<gw_loop_host>.size)
        loopTable.revision = 1
        loopTable.context = context
        loopTable.watch = { TestGateway.of($0).watch($1, FileEvents(rawValue: $2), $3) }
        loopTable.set_timer = { TestGateway.of($0).setTimer($1, $2) }
        loopTable.cancel_timer = { TestGateway.of($0).timers[$1]?.cancel() }
        loopTable.wake = { TestGateway.of($0).signal?.fire() }
    }

    private func fillOtherTables(_ context: UnsafeMutableRawPointer) {
        commandTable.struct_size = UInt32(MemoryLayout<gw_command_host>.size)
        commandTable.revision = 1
        commandTable.context = context
        commandTable.request = { TestGateway.of($0).requested($1!.pointee) }
        traceTable.struct_size = UInt32(MemoryLayout<gw_trace_host>.size)
        traceTable.revision = 1
        traceTable.context = context
        traceTable.frame = { context, direction, _, _, words in
            let sent = direction == UInt32(GW_TRACE_SENT)
            TestGateway.of(context).happenings.add(.frame(sent: sent, words.map { String(cString: $0) } ?? ""))
        }
    }

    private func watch(_ fd: Int32, _ events: FileEvents, _ id: UInt64) -> gw_status {
        if events.isEmpty {
            watches.removeValue(forKey: fd)?.close()
        } else if let watch = watches[fd] {
            watch.update(events)
        } else {
            watches[fd] = try? loop.watch(fd, events) { [unowned self] in
                Self.loopSide.ready(instance, id, $0.rawValue)
            }
        }
        return GW_OK
    }

    private func setTimer(_ id: UInt64, _ delay: Int64) -> gw_status {
        let timer = timers[id] ?? loop.timer { [unowned self] in Self.loopSide.timer(instance, id) }
        timers[id] = timer
        timer.schedule(afterNanoseconds: delay)
        return GW_OK
    }

    private func requested(_ request: gw_command_request) -> gw_status {
        let sample = Sample(point: 0, type: ValueType(rawValue: request.type) ?? .none, bits: request.value.u64)
        let bytes = UnsafeRawBufferPointer(start: request.bytes, count: Int(request.bytes_size))
        let point = String(cString: request.point)
        guard point != "refused.at.once" else { return GW_UNSUPPORTED }
        happenings.add(.requested(request.token, point, "\(SampleBuffer.value(sample, bytes: bytes))"))
        return GW_PENDING
    }

    // MARK: The plugin's tables

    private static func side<Table>(_ id: String, _: Table.Type) -> Table {
        publisher.pointer.pointee.get_extension(publisher.pointer, id)!.assumingMemoryBound(to: Table.self).pointee
    }

    private static var planSide: gw_plan_extension { side(GW_EXTENSION_PLAN, gw_plan_extension.self) }
    private static var loopSide: gw_loop { side(GW_EXTENSION_LOOP, gw_loop.self) }
    private static var sinkSide: gw_sink { side(GW_EXTENSION_SINK, gw_sink.self) }
    private static var commandSide: gw_command { side(GW_EXTENSION_COMMAND, gw_command.self) }
    private static var traceSide: gw_trace { side(GW_EXTENSION_TRACE, gw_trace.self) }

    private static func call(_ body: (UnsafeMutablePointer<gw_error>) -> gw_status) -> Fault? {
        var room = gw_error()
        let status = body(&room)
        guard status != GW_OK else { return nil }
        let message = withUnsafeBytes(of: &room.message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        let schema = MQTTPublisher.description.settings
        return Fault(
            status: status, message: message,
            setting: Int(room.column) < schema.count ? schema[Int(room.column)].key : nil)
    }
}
