/// How far a value has to move before it is told again.
public enum Deadband: Sendable, Hashable {
    /// Every reading is told.
    case none
    /// In engineering units.
    case absolute(Double)
    /// Of the value told last, 0 to 100.
    case percent(Double)
}
