/// How a value travels through the gateway and across the plugin contract (`GW_TYPE_*`).
@frozen
public enum ValueType: UInt8, Sendable, CaseIterable {
    /// No value: the quality applies to the point's last value.
    case none = 0
    case bool = 1
    case int = 2
    case uint = 3
    case float = 4
    case text = 5
    case bytes = 6
}
