/// One point, with its last value.
public struct PointInfo: Codable, Hashable, Sendable {
    /// In full: `channel.device.point`.
    public var name: String
    public var displayName: String?
    public var description: String?
    public var channel: String
    public var device: String
    public var unit: String?
    /// `telemetry`, `signal`, `control` or `setpoint`.
    public var kind: String
    /// What the device stores: `float32`.
    public var type: String
    /// `read`, `write` or `read-write`.
    public var access: String
    public var value: WireValue
    /// `good`, `bad(not-connected)` …
    public var quality: String
    /// As the device says; none when it says nothing.
    public var sourceTime: WireTime?
    /// When the gateway got it; none when it got nothing yet.
    public var receiveTime: WireTime?

    public init(
        name: String, displayName: String? = nil, description: String? = nil, channel: String, device: String,
        unit: String? = nil, kind: String, type: String, access: String, value: WireValue, quality: String,
        sourceTime: WireTime? = nil, receiveTime: WireTime? = nil
    ) {
        self.name = name
        self.displayName = displayName
        self.description = description
        self.channel = channel
        self.device = device
        self.unit = unit
        self.kind = kind
        self.type = type
        self.access = access
        self.value = value
        self.quality = quality
        self.sourceTime = sourceTime
        self.receiveTime = receiveTime
    }
}
