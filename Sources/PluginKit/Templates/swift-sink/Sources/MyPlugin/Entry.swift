// SPDX-License-Identifier: 0BSD
import CGatewayABI
import GatewaySDK

private let table = PluginTable(MyPluginSink.self)

/// The one symbol that the file shows.
@c(gw_plugin_entry)
public func pluginEntry(_ index: UInt32) -> UnsafePointer<gw_plugin>? {
    index == 0 ? table.pointer : nil
}
