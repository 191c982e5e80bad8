/// What an operator can set on the three devices. Values outside the ranges act as the nearest within.
public struct SiteControls: Sendable, Equatable {
    public var inverterEnabled = true
    /// Percent of rated power, 0…100.
    public var inverterPowerLimit = 100.0
    /// Percent of rated power, -60…60.
    public var inverterReactivePower = 0.0

    public var batteryEnabled = true
    public var batteryMode = BatteryMode.automatic
    /// Watts, positive discharges; acts in ``BatteryMode/setpoint``.
    public var batteryPowerSetpoint = 0.0
    /// Percent, 5…50.
    public var batteryLowerBound = 5.0
    /// Percent, 50…95.
    public var batteryUpperBound = 95.0

    /// Switches the loads off that can wait.
    public var loadShedding = false
    /// Watts of import above which the meter raises its alarm.
    public var demandLimit = 40_000.0

    public init() {}
}

public enum BatteryMode: UInt16, Sendable {
    /// Charges from surplus, discharges in the evening.
    case automatic = 0
    case setpoint = 1
}
