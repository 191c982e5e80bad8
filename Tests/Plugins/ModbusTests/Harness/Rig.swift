import CGatewayABI
import GatewayCore
import GatewaySDK
import Glibc
import Modbus
import ModbusDriver
import Testing

/// A driver between a ``FakeHost`` and a ``Peer``, used through its C table as the gateway does.
final class Rig {
    struct Point {
        var handle: UInt32
        var type: DataType
        var access: Access = .read
        var group = 0
        var columns: [String: Cell]
    }

    struct Problem: Hashable {
        let point: UInt32
        let column: UInt32
        let message: String
    }

    private static let plugin = PluginTable(ModbusDriver.self)

    let host = FakeHost()
    let peer: Peer
    private let instance: OpaquePointer
    private let loop: UnsafePointer<gw_loop>
    private let writes: UnsafePointer<gw_write>
    private let tracing: UnsafePointer<gw_trace>
    private(set) var problems: [Problem] = []
    private var isRunning = false
    private var tokens: UInt64 = 0

    init(_ settings: [String: Cell] = [:], peer: Peer = Peer()) throws {
        self.peer = peer
        var given: [String: Cell] = ["host": .text("127.0.0.1"), "port": .int(Int64(peer.port))]
        given.merge(settings) { $1 }
        let cells = Cells(ModbusDriver.description.settings, given)
        var table = gw_settings()
        table.struct_size = UInt32(MemoryLayout<gw_settings>.size)
        table.count = UInt32(cells.count)
        table.cells = UnsafePointer(cells.pointer)
        var made: OpaquePointer?
        var error = gw_error()
        let status = Self.plugin.pointer.pointee.create(Self.plugin.pointer, host.table, &table, &made, &error)
        instance = try #require(status == GW_OK ? made : nil, "create: \(Self.text(&error))")
        loop = try Self.table(GW_EXTENSION_LOOP)
        writes = try Self.table(GW_EXTENSION_WRITE)
        tracing = try Self.table(GW_EXTENSION_TRACE)
    }

    deinit {
        stop()
        Self.plugin.pointer.pointee.destroy(instance)
    }

    private static func table<Table>(_ id: String) throws -> UnsafePointer<Table> {
        try #require(plugin.pointer.pointee.get_extension(plugin.pointer, id)).assumingMemoryBound(to: Table.self)
    }

    private static func text(_ error: inout gw_error) -> String {
        withUnsafeBytes(of: &error.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    // MARK: What the host does

    /// Hands over the plan; `devices` are settings, `groups` the device of each group.
    @discardableResult
    func prepare(_ points: [Point], devices: [[String: Cell]] = [[:]], groups: [Int] = [0]) throws -> gw_status {
        let deviceCells = devices.map { Cells(ModbusDriver.description.device, $0) }
        let pointCells = points.map { Cells(ModbusDriver.description.address, $0.columns) }
        let deviceTables = deviceCells.enumerated().map { index, cells in
            gw_device(index: UInt32(index), cell_count: UInt32(cells.count), name: nil, cells: cells.pointer)
        }
        let groupTables = groups.enumerated().map { index, device in
            gw_group(index: UInt32(index), device: UInt32(device), period_ns: 1_000_000_000)
        }
        let pointTables = zip(points, pointCells).map { point, cells in
            gw_point(
                handle: point.handle, device: UInt32(groups[point.group]), group: UInt32(point.group),
                data_type: point.type.rawValue, access: point.access.rawValue, cell_count: UInt16(cells.count),
                name: nil,
                unit: nil, address: UnsafePointer(cells.pointer))
        }
        let plans: UnsafePointer<gw_plan_extension> = try Self.table(GW_EXTENSION_PLAN)
        let status = deviceTables.withUnsafeBufferPointer { devices in
            groupTables.withUnsafeBufferPointer { groups in
                pointTables.withUnsafeBufferPointer { points in
                    var plan = gw_plan()
                    plan.struct_size = UInt32(MemoryLayout<gw_plan>.size)
                    (plan.device_count, plan.devices) = (UInt32(devices.count), devices.baseAddress)
                    (plan.group_count, plan.groups) = (UInt32(groups.count), groups.baseAddress)
                    (plan.point_count, plan.points) = (UInt32(points.count), points.baseAddress)
                    plan.context = Unmanaged.passUnretained(self).toOpaque()
                    plan.problem = { context, point, column, message in
                        Unmanaged<Rig>.fromOpaque(context!).takeUnretainedValue().problems.append(
                            Problem(point: point, column: column, message: String(cString: message!)))
                    }
                    var error = gw_error()
                    return plans.pointee.prepare(instance, &plan, &error)
                }
            }
        }
        return withExtendedLifetime((deviceCells, pointCells)) { status }
    }

    @discardableResult
    func start() -> gw_status {
        var error = gw_error()
        let status = Self.plugin.pointer.pointee.start(instance, &error)
        isRunning = status == GW_OK
        return status
    }

    func stop() {
        guard isRunning else { return }
        isRunning = false
        Self.plugin.pointer.pointee.stop(instance)
    }

    /// Starts and waits until driver and peer are connected.
    func connect() throws {
        try #require(start() == GW_OK)
        let before = host.links.count
        try wait("connected") { host.links.count > before && peer.connections > 0 }
    }

    /// Begins to read a group; gives the token.
    func read(_ group: UInt32 = 0) -> UInt64 {
        tokens += 1
        let status = loop.pointee.read(instance, group, tokens)
        if status != GW_PENDING { note(tokens, status) }
        return tokens
    }

    func write(_ point: UInt32, _ value: Value, deadline: Int64? = nil, phase: UInt8 = 0) -> UInt64 {
        tokens += 1
        let scalar = ScalarBytes(value)
        var error = gw_error()
        let status = scalar.bytes.withUnsafeBufferPointer { bytes in
            var command = gw_write_command()
            command.struct_size = UInt32(MemoryLayout<gw_write_command>.size)
            (command.point, command.token) = (point, tokens)
            (command.type, command.phase) = (value.type.rawValue, phase)
            command.deadline = deadline ?? host.clock + 5_000_000_000
            command.value.u64 = scalar.bits
            (command.bytes, command.bytes_size) = (bytes.baseAddress, UInt64(bytes.count))
            return writes.pointee.write(instance, &command, &error)
        }
        if status != GW_PENDING { note(tokens, status, Self.text(&error)) }
        return tokens
    }

    func trace(_ on: Bool) {
        tracing.pointee.enable(instance, on ? 1 : 0)
    }

    /// Lets time pass, timer by timer.
    func advance(milliseconds: Int64) {
        settle()
        let end = host.clock + milliseconds * 1_000_000
        while isRunning, let timer = host.nextTimer(until: end) {
            loop.pointee.timer(instance, timer)
            settle()
        }
    }

    /// The gateway stands still for a while; then its timers are heard before its sockets.
    func standStill(milliseconds: Int64) {
        for timer in host.dueTimers(at: host.clock + milliseconds * 1_000_000) where isRunning {
            loop.pointee.timer(instance, timer)
        }
        settle()
    }

    // MARK: What the device does

    /// The next request that reaches the device.
    func request() throws -> TCPFrame {
        var found: TCPFrame?
        try wait("a request") {
            found = try peer.request()
            return found != nil
        }
        return try #require(found)
    }

    /// Answers a request with this PDU.
    func answer(_ request: TCPFrame, _ pdu: [UInt8], transaction: UInt16? = nil, unit: UInt8? = nil) throws {
        let frame = TCPFrame(transaction: transaction ?? request.transaction, unit: unit ?? request.unit, pdu: pdu)
        peer.say(try frame.encoded())
    }

    func answer(_ request: TCPFrame, _ response: ModbusResponse) throws {
        try answer(request, try response.encoded())
    }

    // MARK: What the test asks

    /// The one answer to a token so far.
    func reply(_ token: UInt64) throws -> FakeHost.Reply {
        try wait("an answer") { host.replies[token] != nil || synchronous[token] != nil }
        settle()
        let all = (host.replies[token] ?? []) + (synchronous[token].map { [$0] } ?? [])
        #expect(all.count == 1, "answered \(all.count) times")
        return try #require(all.first)
    }

    /// Runs the loop until it holds; real time only passes while the kernel has something to do.
    func wait(_ what: String, _ condition: () throws -> Bool) throws {
        for _ in 0..<2000 {
            if try condition() { return }
            turn(milliseconds: 5)
            peer.poll()
        }
        Issue.record("waited in vain for \(what)")
        throw CancellationError()
    }

    /// Runs the loop until the kernel has nothing more for either side.
    func settle() {
        var quiet = 0
        while quiet < 3 {
            peer.poll()
            quiet = turn(milliseconds: 1) ? 0 : quiet + 1
        }
    }

    private var synchronous: [UInt64: FakeHost.Reply] = [:]

    private func note(_ token: UInt64, _ status: gw_status, _ message: String = "") {
        synchronous[token] = FakeHost.Reply(status: status, message: message)
    }

    @discardableResult
    private func turn(milliseconds: Int32) -> Bool {
        guard isRunning else { return false }
        var descriptors = host.watches.map { descriptor, watch in
            pollfd(
                fd: descriptor,
                events: Int16(watch.events & 1 != 0 ? POLLIN : 0) | Int16(watch.events & 2 != 0 ? POLLOUT : 0),
                revents: 0)
        }
        let count = Glibc.poll(&descriptors, nfds_t(descriptors.count), milliseconds)
        for descriptor in descriptors where descriptor.revents != 0 {
            guard isRunning, let watch = host.watches[descriptor.fd] else { continue }
            let hangup = descriptor.revents & Int16(POLLHUP | POLLERR) != 0 ? UInt32(GW_HANGUP) : 0
            let events =
                UInt32(descriptor.revents) & UInt32(POLLIN) | (descriptor.revents & Int16(POLLOUT) != 0 ? 2 : 0)
            loop.pointee.ready(instance, watch.id, events | hangup)
        }
        let woken = host.takeWake()
        if woken { loop.pointee.woken(instance) }
        return count > 0 || woken
    }
}
