import CGatewayABI

/// The tables of one plugin, read by the copy rule and found complete: what is here may be called.
///
/// Unchecked: constants; the contract says that tables live as long as the process.
package struct PluginTables: @unchecked Sendable {
    package let plugin: UnsafePointer<gw_plugin>
    package let core: gw_plugin
    package let describe: gw_describe
    package let plan: gw_plan_extension?
    package let poll: gw_poll?
    package let loop: gw_loop?
    package let write: gw_write?
    package let sink: gw_sink?
    package let command: gw_command?
    package let trace: gw_trace?

    /// The extensions that are there, by id.
    package var extensions: [String] {
        let present: [(String, Bool)] = [
            (GW_EXTENSION_DESCRIBE, true), (GW_EXTENSION_PLAN, plan != nil), (GW_EXTENSION_POLL, poll != nil),
            (GW_EXTENSION_LOOP, loop != nil), (GW_EXTENSION_WRITE, write != nil), (GW_EXTENSION_SINK, sink != nil),
            (GW_EXTENSION_COMMAND, command != nil), (GW_EXTENSION_TRACE, trace != nil),
        ]
        return present.filter(\.1).map(\.0)
    }

    /// Reads the tables of `plugin`. Runs the plugin's `get_extension`.
    package init(_ plugin: UnsafePointer<gw_plugin>) throws(Refusal) {
        self.plugin = plugin
        core = try Self.core(plugin)
        let finder = ExtensionFinder(plugin, core)
        guard let describe = try finder.find(GW_EXTENSION_DESCRIBE, gw_describe(), { $0.describe != nil }) else {
            throw Refusal(.noDescription, "the plugin does not offer gw.describe/1; every plugin has to")
        }
        self.describe = describe
        plan = try finder.find(GW_EXTENSION_PLAN, gw_plan_extension()) { $0.prepare != nil }
        poll = try finder.find(GW_EXTENSION_POLL, gw_poll()) { $0.read != nil }
        loop = try finder.find(GW_EXTENSION_LOOP, gw_loop()) { $0.ready != nil && $0.timer != nil }
        write = try finder.find(GW_EXTENSION_WRITE, gw_write()) { $0.write != nil }
        sink = try finder.find(GW_EXTENSION_SINK, gw_sink()) { $0.deliver != nil }
        command = try finder.find(GW_EXTENSION_COMMAND, gw_command()) { $0.answered != nil }
        trace = try finder.find(GW_EXTENSION_TRACE, gw_trace()) { $0.enable != nil }
    }

    private static func core(_ plugin: UnsafePointer<gw_plugin>) throws(Refusal) -> gw_plugin {
        // The first eight bytes never move; what follows is ours to read only in our own major version.
        let header = ContractTable.read(plugin, over: gw_plugin())
        let major = UnsafeRawPointer(plugin).loadUnaligned(fromByteOffset: 4, as: UInt16.self)
        guard major == UInt16(GW_ABI_MAJOR) else {
            throw Refusal(
                .wrongMajor,
                "the plugin is made for contract \(major), this gateway speaks \(GW_ABI_MAJOR); "
                    + "compile it against this gateway's headers")
        }
        let whole = FirstRevision.plugin
        guard Int(header.struct_size) >= whole else {
            throw Refusal(
                .shortTable,
                "its gw_plugin table says it has \(header.struct_size) bytes, at least \(whole) are needed; "
                    + "set struct_size to sizeof(gw_plugin)")
        }
        let required = [
            ("create", header.create == nil), ("start", header.start == nil), ("stop", header.stop == nil),
            ("destroy", header.destroy == nil), ("get_extension", header.get_extension == nil),
        ]
        if let (name, _) = required.first(where: \.1) {
            throw Refusal(.missingFunction, "its gw_plugin table has no \(name); only interrupt may be NULL")
        }
        return header
    }
}
