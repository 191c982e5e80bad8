import GatewayCore

/// One device of a plan; its index is its place in ``InstancePlan/devices``.
public struct PlanDevice: Hashable, Sendable {
    public var name: String
    /// In the order of the plugin's device schema.
    public var cells: [Cell]

    public init(name: String, cells: [Cell]) {
        self.name = name
        self.cells = cells
    }
}
