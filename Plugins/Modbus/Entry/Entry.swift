import CGatewayABI
import GatewaySDK
import ModbusDriver

private let table = PluginTable(ModbusDriver.self)

@c(gw_plugin_entry)
public func pluginEntry(_ index: UInt32) -> UnsafePointer<gw_plugin>? {
    index == 0 ? table.pointer : nil
}
