import CGatewayABI

/// How the judge's host behaves. A host may refuse anything that returns a status; a plugin has to live with it.
struct HostManners: Sendable {
    var publish: gw_status = GW_OK
    var answer: gw_status = GW_OK
    var watch: gw_status = GW_OK
    var setTimer: gw_status = GW_OK
    /// What a command request gets; `GW_PENDING` is answered a moment later.
    var request: gw_status = GW_PENDING
    var offersExtensions = true
    /// Added to the wall clock, in turn, call by call.
    var clockJumps: [Int64] = []
}
