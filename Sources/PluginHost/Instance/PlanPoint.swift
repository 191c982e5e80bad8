import GatewayCore

/// One point of a plan.
public struct PlanPoint: Hashable, Sendable {
    /// What samples and commands carry.
    public var handle: UInt32
    /// Index of the device; 0 for sinks.
    public var device: Int
    /// Index of the group; 0 for sinks.
    public var group: Int
    public var dataType: DataType
    public var access: Access
    /// The point's own id for drivers, `channel.device.point` for sinks.
    public var name: String
    public var unit: String
    /// In the order of the plugin's address schema; empty for sinks.
    public var address: [Cell]

    public init(
        handle: UInt32, device: Int, group: Int, dataType: DataType, access: Access, name: String, unit: String,
        address: [Cell]
    ) {
        self.handle = handle
        self.device = device
        self.group = group
        self.dataType = dataType
        self.access = access
        self.name = name
        self.unit = unit
        self.address = address
    }
}
