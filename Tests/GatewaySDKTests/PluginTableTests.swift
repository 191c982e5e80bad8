import CGatewayABI
import Testing

@testable import GatewaySDK

/// A Swift plugin seen from the other side: through its C table, as any host sees it.
@Suite struct PluginTableTests {
    private let plugin = PluginTable(CountingDriver.self).pointer
    private let host = TestHost()

    private func find<Table>(_ id: String, as _: Table.Type) throws -> Table {
        try #require(plugin.pointee.get_extension(plugin, id)).assumingMemoryBound(to: Table.self).pointee
    }

    private func cell(_ value: Int64) -> gw_cell {
        var cell = gw_cell()
        cell.type = UInt8(GW_TYPE_INT)
        cell.value.integer = value
        return cell
    }

    /// Makes an instance; the status, the instance and the reason.
    private func create(startAt: Int64, mode: String = "up") -> (gw_status, OpaquePointer?, gw_error) {
        mode.withCString { text in
            var word = gw_cell()
            word.type = UInt8(GW_TYPE_TEXT)
            word.size = UInt32(mode.utf8.count)
            word.value.text = text
            var error = gw_error()
            var instance: OpaquePointer?
            let status = [cell(startAt), word].withUnsafeBufferPointer { cells in
                var settings = gw_settings()
                settings.struct_size = UInt32(MemoryLayout<gw_settings>.size)
                settings.count = 2
                settings.cells = cells.baseAddress
                return plugin.pointee.create(plugin, host.table, &settings, &instance, &error)
            }
            return (status, instance, error)
        }
    }

    private func words(_ error: gw_error) -> String {
        withUnsafeBytes(of: error.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// Prepares an instance for points with these steps; the status and what was said about them.
    private func prepare(_ instance: OpaquePointer, steps: [Int64]) throws -> (gw_status, [String]) {
        let prepare = try #require(find(GW_EXTENSION_PLAN, as: gw_plan_extension.self).prepare)
        let problems = Problems()
        let status = steps.map(cell).withUnsafeBufferPointer { cells in
            let points = steps.indices.map { index in
                var point = gw_point()
                (point.handle, point.cell_count, point.address) = (UInt32(index), 1, cells.baseAddress! + index)
                return point
            }
            return points.withUnsafeBufferPointer { points in
                var plan = gw_plan()
                (plan.point_count, plan.points) = (UInt32(points.count), points.baseAddress)
                plan.context = Unmanaged.passUnretained(problems).toOpaque()
                plan.problem = { Problems.of($0).lines.append("\($1) \($2) \(String(cString: $3!))") }
                var error = gw_error()
                return prepare(instance, &plan, &error)
            }
        }
        return (status, problems.lines)
    }

    @Test func `the header is that of the contract`() {
        #expect(Int(plugin.pointee.struct_size) == MemoryLayout<gw_plugin>.size)
        #expect(Int32(plugin.pointee.abi_major) == GW_ABI_MAJOR)
    }

    @Test func `only what the plugin can do is offered`() {
        let offered = [
            GW_EXTENSION_DESCRIBE, GW_EXTENSION_PLAN, GW_EXTENSION_POLL, GW_EXTENSION_WRITE, GW_EXTENSION_TRACE,
            GW_EXTENSION_LOOP, GW_EXTENSION_SINK, GW_EXTENSION_COMMAND, "gw.future/1",
        ].filter { (id: String) in plugin.pointee.get_extension(plugin, id) != nil }
        #expect(offered == ["gw.describe/1", "gw.plan/1", "gw.poll/1", "gw.write/1", "gw.trace/1"])
    }

    @Test func `it describes itself`() throws {
        let describe = try #require(find(GW_EXTENSION_DESCRIBE, as: gw_describe.self).describe)
        let description = try #require(describe(plugin)).pointee
        #expect(String(cString: description.id) == "counting")
        #expect(description.settings.count == 2)
        let field = description.settings.fields[0]
        #expect((String(cString: field.key), field.minimum, field.maximum) == ("start_at", 0, 9))
        #expect(Int32(description.settings.fields[1].type) == GW_FIELD_CHOICE)
        #expect(String(cString: description.settings.fields[1].choices) == "up|down")
        #expect(Int32(description.address.fields[0].flags) == GW_FIELD_REQUIRED)
    }

    @Test func `it lives from create to destroy`() throws {
        let (status, made, _) = create(startAt: 4)
        #expect(status == GW_OK)
        let instance = try #require(made)
        #expect(try prepare(instance, steps: [1, 10]) == (GW_OK, []))
        var error = gw_error()
        #expect(plugin.pointee.start(instance, &error) == GW_OK)
        let read = try #require(find(GW_EXTENSION_POLL, as: gw_poll.self).read)
        #expect(read(instance, 0, &error) == GW_OK)
        #expect(read(instance, 7, &error) == GW_DEVICE)
        #expect(words(error) == "no group 7")
        plugin.pointee.stop(instance)
        plugin.pointee.destroy(instance)
        #expect(
            host.lines == [
                "link 0 1 good there", "publish 0=5 1=50 99=read 5 @1000",
                "link \(GW_ALL_DEVICES) 0 bad(not-connected) gone",
            ])
    }

    @Test func `a setting at fault is named by its column`() {
        let (status, instance, error) = create(startAt: 0, mode: "down")
        #expect(status == GW_CONFIGURATION)
        #expect(instance == nil)
        #expect(error.column == 1)
        #expect(words(error) == "cannot count down")
    }

    @Test func `addresses at fault are said one by one`() throws {
        let instance = try #require(create(startAt: 0).1)
        defer { plugin.pointee.destroy(instance) }
        let (status, problems) = try prepare(instance, steps: [0, 1, 0])
        #expect(status == GW_CONFIGURATION)
        #expect(problems == ["0 0  never changes; give a step", "2 0  never changes; give a step"])
    }

    @Test func `a write carries its value`() throws {
        let instance = try #require(create(startAt: 0).1)
        defer { plugin.pointee.destroy(instance) }
        let write = try #require(find(GW_EXTENSION_WRITE, as: gw_write.self).write)
        var (command, error) = (gw_write_command(), gw_error())
        command.type = UInt8(GW_TYPE_INT)
        command.value.i64 = 41
        #expect(write(instance, &command, &error) == GW_OK)
        command.type = 200
        #expect(write(instance, &command, &error) == GW_DEVICE)
        #expect(words(error) == "not a number: -")
    }

    @Test func `a long reason is cut at a whole character`() {
        var error = gw_error()
        Contract.fill(&error, PluginError(.device, String(repeating: "ü", count: 400)))
        #expect(words(error) == String(repeating: "ü", count: 251))
    }

    @Test func `a host without an event loop is told, before the plugin runs into it`() {
        let plugin = PluginTable(EagerLoopPlugin.self).pointer
        var (settings, instance, error) = (gw_settings(), OpaquePointer?.none, gw_error())
        settings.struct_size = UInt32(MemoryLayout<gw_settings>.size)
        #expect(plugin.pointee.create(plugin, host.table, &settings, &instance, &error) == GW_UNSUPPORTED)
        #expect(instance == nil)
        #expect(words(error) == "this host offers no gw.loop/1, which the plugin needs")
    }

    @Test func `tracing is switched`() throws {
        let instance = try #require(create(startAt: 0).1)
        defer { plugin.pointee.destroy(instance) }
        let enable = try #require(find(GW_EXTENSION_TRACE, as: gw_trace.self).enable)
        enable(instance, 1)
        #expect(host.lines == ["log 2 trace true"])
    }
}

private final class Problems {
    var lines: [String] = []

    static func of(_ context: UnsafeMutableRawPointer?) -> Problems {
        Unmanaged<Problems>.fromOpaque(context!).takeUnretainedValue()
    }
}
