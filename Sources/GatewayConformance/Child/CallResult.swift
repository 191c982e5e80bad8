import CGatewayABI
import GatewayCore
import PluginHost

/// What came of one call into the plugin.
struct CallResult {
    let call: PluginCall
    let status: gw_status
    let message: String
    /// As the plugin left it; `GW_NO_COLUMN` when it said nothing.
    let column: UInt32
    /// What is wrong with the message as bytes; `nil` when nothing is.
    let messageFault: String?
    /// On the monotonic clock.
    let nanoseconds: Int64

    var isOK: Bool { status == GW_OK }
    var known: PluginStatus? { PluginStatus(rawValue: status) }
    /// `GW_UNREACHABLE: nobody there`.
    var words: String {
        let word = known.map { "GW_\($0.word.uppercased())" } ?? "\(status)"
        return message.isEmpty ? word : "\(word): \(message)"
    }
    var milliseconds: Double { Double(nanoseconds) / 1_000_000 }
}
