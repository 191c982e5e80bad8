import GatewayCore
import PluginHost

/// What a channel or a sink hears of its plugin instance. On the instance's loop, except ``log(_:_:)``.
protocol InstanceEvents: AnyObject {
    /// Start has returned; requests may be made.
    func instanceCameUp()
    /// It is down: after a failure (with what is known of it), or for good.
    func instanceWentDown(_ status: PluginStatus, _ message: String)
    func published(_ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, received: Timestamp)
    func linkChanged(device: Int?, isUp: Bool, quality: Quality, message: String)
    func requested(_ request: PointRequest) -> PluginStatus
    func traced(sent: Bool, _ bytes: UnsafeRawBufferPointer, words: String)
    func breached(_ breach: ContractBreach)
    /// Any thread.
    func log(_ level: Int32, _ message: String)
}
