/// The four tables of a telecontrol site.
public enum PointKind: String, Sendable, CaseIterable {
    /// Measured numbers.
    case telemetry
    /// Reported states.
    case signal
    /// Switched by command.
    case control
    /// Set to a number by command.
    case setpoint

    public var isWritable: Bool {
        self == .control || self == .setpoint
    }
}
