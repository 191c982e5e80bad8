/// The points an instance will work on, given once before it starts.
public struct InstancePlan: Hashable, Sendable {
    public var devices: [PlanDevice]
    public var groups: [PlanGroup]
    /// For drivers, the handle of a point is its index here; for sinks, any number that is used once.
    public var points: [PlanPoint]

    public init(devices: [PlanDevice], groups: [PlanGroup], points: [PlanPoint]) {
        self.devices = devices
        self.groups = groups
        self.points = points
    }
}
