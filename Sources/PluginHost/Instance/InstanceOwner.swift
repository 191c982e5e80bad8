import GatewayCore

/// Who listens to a running plugin.
///
/// Calls come on the thread of the instance's loop, except ``log(_:_:)``. Those marked *inside* come from within a call of
/// the plugin: the owner must not call the instance in them, and borrowed memory ends with them.
public protocol InstanceOwner: AnyObject {
    /// Samples, already checked: handles below the number of planned points, types and spans valid. *Inside.*
    func publish(_ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, received: Timestamp)

    /// A device (`nil`: all of them) is reachable or not. Down gives its points `quality`. *Inside.*
    func link(device: Int?, isUp: Bool, quality: Quality, message: String)

    /// The instance cannot go on: stop it and, unless its settings are at fault, start it again after a while. At most once
    /// a run, after the plugin's call has returned. After a crash everything that was pending has been answered.
    func failed(_ failure: PluginFailure)

    /// A line for the log; `level` is `GW_LOG_*`. Any thread.
    func log(_ level: Int32, _ message: String)

    /// The plugin asks for a write. ``PluginStatus/pending``: answer once by
    /// ``RunningInstance/answered(token:status:message:)``; any other status is final. *Inside.*
    func request(_ request: PointRequest) -> PluginStatus

    /// A frame that crossed the wire, while tracing is on. *Inside.*
    func frame(sent: Bool, _ bytes: UnsafeRawBufferPointer, words: String)

    /// The plugin broke the contract. May be *inside.*
    func fault(_ breach: ContractBreach)
}
