import CGatewayABI
import GatewaySDK
import MQTTSink

private let publisher = PluginTable(MQTTPublisher.self)

@c(gw_plugin_entry)
public func pluginEntry(_ index: UInt32) -> UnsafePointer<gw_plugin>? {
    index == 0 ? publisher.pointer : nil
}
