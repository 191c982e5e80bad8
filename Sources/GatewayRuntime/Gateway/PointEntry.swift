import GatewayConfig

/// One point with its last reading, for views.
public struct PointEntry: Sendable {
    /// `channel.device.point`.
    public let name: String
    public let channel: String
    public let device: String
    public let config: PointConfig
    public let reading: PointReading
}
