import CGatewayABI
import GatewaySDK

private let table = PluginTable(ThermalDriver.self)

@c(gw_plugin_entry)
public func pluginEntry(_ index: UInt32) -> UnsafePointer<gw_plugin>? {
    index == 0 ? table.pointer : nil
}
