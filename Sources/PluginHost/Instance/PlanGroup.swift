/// Points of one device that are read together; its index is its place in ``InstancePlan/groups``.
public struct PlanGroup: Hashable, Sendable {
    /// Index of the device.
    public var device: Int
    /// Zero: never polled, the device speaks by itself.
    public var period: Duration

    public init(device: Int, period: Duration) {
        self.device = device
        self.period = period
    }
}
