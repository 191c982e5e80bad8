import GatewayCore
import PluginHost

/// Takes commands that sinks bring in.
protocol CommandTaker: AnyObject, Sendable {
    /// ``PluginStatus/pending``: `answer` is called exactly once, on any thread; any other status is final.
    func take(_ request: PointRequest, from origin: String, answer: @escaping @Sendable (CommandAnswer) -> Void)
        -> PluginStatus
}
