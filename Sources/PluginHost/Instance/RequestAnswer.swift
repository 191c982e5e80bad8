import CGatewayABI
import GatewayCore

/// An answer of a plugin to a pending request, copied out of the plugin's memory.
struct RequestAnswer: Sendable {
    let token: UInt64
    let answer: PluginAnswer
    /// The plugin's number when it is no status.
    let unknownStatus: gw_status?

    init(_ token: UInt64, _ source: UnsafePointer<gw_answer>) {
        let table = ContractTable.read(source, over: gw_answer())
        let status = PluginStatus(rawValue: table.status)
        self.token = token
        // PENDING cannot be an answer: it is a promise of one.
        unknownStatus = status == nil || status == .pending ? table.status : nil
        answer = PluginAnswer(
            status: unknownStatus == nil ? status ?? .bug : .bug, message: ForeignText.read(table.message) ?? "",
            retryAfter: .nanoseconds(max(0, table.retry_after_ns)))
    }

    /// Any thread. Elsewhere than on the instance's thread the answer is carried there, and whether it was the first shows
    /// only then.
    func arrive(at context: HostContext) -> gw_status {
        if context.isHere { return context.here("answer")?.took(self) ?? GW_BUG }
        context.onLoop { _ = $0.took(self) }
        return GW_OK
    }
}
