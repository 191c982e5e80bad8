/// One setting or address column, checked against its ``FieldSchema``: what the configuration hands to a plugin.
public enum Cell: Hashable, Sendable {
    case absent
    case bool(Bool)
    case int(Int64)
    case float(Double)
    case text(String)
}
