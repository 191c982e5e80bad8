import GatewayCore

/// A plugin's request to write a point, in engineering units.
public struct PointRequest: Hashable, Sendable {
    /// The plugin's own; give it back in ``RunningInstance/answered(token:status:message:)``.
    public var token: UInt64
    /// `channel.device.point`.
    public var point: String
    public var value: Value
    /// `GW_PHASE_*`: 0 direct, 1 select, 2 operate, 3 cancel.
    public var phase: UInt8
    /// Zero: the gateway's default.
    public var lifetime: Duration

    public init(token: UInt64, point: String, value: Value, phase: UInt8 = 0, lifetime: Duration = .zero) {
        self.token = token
        self.point = point
        self.value = value
        self.phase = phase
        self.lifetime = lifetime
    }
}
