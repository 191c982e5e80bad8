// SPDX-License-Identifier: 0BSD
import GatewaySDK

/// What a point shows.
enum Signal: String, CaseIterable {
    case sine
    case counter
    case setpoint

    /// What no schema can say: a counter is no float, a wave is no whole number.
    func problem(with point: PlannedPoint) -> String? {
        let isFloat = point.dataType == .float32 || point.dataType == .float64
        if self == .counter && point.dataType != .uint64 { return "a counter has the type uint64" }
        if self != .counter && !isFloat { return "this signal has the type float32 or float64" }
        if self != .setpoint && point.access.contains(.write) { return "only signal 'setpoint' can be written" }
        return nil
    }
}
