import CGatewayABI
import GatewayCore

/// Makes instances of one kind of plugin and knows its extension tables.
///
/// Unchecked: set up once, read ever after.
final class PluginFactory: @unchecked Sendable {
    let create: (UnsafePointer<gw_host>, UnsafePointer<gw_settings>) throws(PluginError) -> InstanceBox
    let description: UnsafePointer<gw_description>
    let extensions: [String: UnsafeRawPointer]

    init<P: GatewayPlugin>(_ type: P.Type) {
        let keys = SettingKeys(P.description.settings)
        create = { (host, settings) throws(PluginError) in
            let table = settings.pointee
            let values = Settings(
                keys, table.cells, count: Int(table.count), name: table.name.map { String(cString: $0) } ?? "")
            do throws(PluginError) {
                let site = table.site.map { String(cString: $0) } ?? ""
                let host = Host(host, site: site)
                // A plugin on the loop may use it from its first line on.
                guard host.offersLoop || !(P.self is any LoopPlugin.Type) else {
                    throw PluginError.unsupported("this host offers no \(GW_EXTENSION_LOOP), which the plugin needs")
                }
                return try TypedInstanceBox<P>(settings: values, host: host)
            } catch {
                throw error.locating(in: keys)
            }
        }
        description = P.description.contractTable()
        extensions = ExtensionTables.all(for: type)
    }
}

extension PluginError {
    /// Carries the index of the setting at fault into the contract's error.
    fileprivate func locating(in keys: SettingKeys) -> PluginError {
        var copy = self
        copy.column = setting.flatMap { keys.index[$0] }.map(UInt32.init)
        return copy
    }
}
