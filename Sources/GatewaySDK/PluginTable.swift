import CGatewayABI
import GatewayCore

/// The C face of a Swift plugin. Make one per plugin, in a global, and hand out its ``pointer``:
///
/// ```swift
/// private let hello = PluginTable(HelloDriver.self)
///
/// @c(gw_plugin_entry)
/// public func pluginEntry(_ index: UInt32) -> UnsafePointer<gw_plugin>? {
///     index == 0 ? hello.pointer : nil
/// }
/// ```
///
/// It is never freed, as the contract asks.
public final class PluginTable: Sendable {
    /// Unchecked: written once before anybody sees it.
    public nonisolated(unsafe) let pointer: UnsafePointer<gw_plugin>

    public init<P: GatewayPlugin>(_ type: P.Type) {
        let memory = UnsafeMutablePointer<PluginRecord>.allocate(capacity: 1)
        memory.initialize(to: PluginRecord(table: Self.core, factory: PluginFactory(type)))
        pointer = UnsafeRawPointer(memory).assumingMemoryBound(to: gw_plugin.self)
    }

    private static var core: gw_plugin {
        var table = gw_plugin()
        table.struct_size = UInt32(MemoryLayout<gw_plugin>.size)
        table.abi_major = UInt16(GW_ABI_MAJOR)
        table.abi_minor = UInt16(GW_ABI_MINOR)
        table.create = { plugin, host, settings, instance, error in
            guard let plugin, let host, let settings, let instance else { return GW_BUG }
            return Contract.answer(error) { () throws(PluginError) in
                instance.pointee = try PluginRecord.factory(plugin).create(host, settings).retainedPointer()
            }
        }
        table.start = { instance, error in
            Contract.answer(error) { () throws(PluginError) in try InstanceBox.of(instance).start() }
        }
        table.stop = { InstanceBox.of($0).stop() }
        table.destroy = { instance in
            guard let instance else { return }
            Unmanaged<InstanceBox>.fromOpaque(UnsafeRawPointer(instance)).release()
        }
        table.interrupt = { InstanceBox.of($0).interrupt() }
        table.get_extension = { plugin, id in
            guard let plugin, let id else { return nil }
            return PluginRecord.factory(plugin).extensions[String(cString: id)]
        }
        return table
    }
}

/// The table as the host sees it, and behind it what the host does not see.
struct PluginRecord {
    let table: gw_plugin
    let factory: PluginFactory

    static func factory(_ plugin: UnsafePointer<gw_plugin>) -> PluginFactory {
        UnsafeRawPointer(plugin).assumingMemoryBound(to: PluginRecord.self).pointee.factory
    }
}
