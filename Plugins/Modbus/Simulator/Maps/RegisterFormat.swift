/// How a value is stored; words high first, bytes high first. Spelled as in a point table.
public enum RegisterFormat: String, Sendable {
    case bool
    case int16
    case uint16
    case int32
    case uint32
    case uint64
    case float32

    /// Registers it takes; a bit counts as its register.
    public var registers: Int {
        switch self {
        case .bool, .int16, .uint16: 1
        case .int32, .uint32, .float32: 2
        case .uint64: 4
        }
    }
}
