/// A value as JSON carries it.
///
/// Booleans, numbers and texts are JSON Booleans, numbers and strings; integers keep all their digits, up to
/// `UInt64.max`; no value is `null`. JSON has no word for the rest, so these are objects of one key:
/// `{"float": "nan"}`, `{"float": "inf"}`, `{"float": "-inf"}` and `{"bytes": "0aff"}`.
///
/// A JSON number has no type: 50.0 is written as `50` and read back as an integer. The `type` beside a value tells them
/// apart.
public enum WireValue: Hashable, Sendable {
    case none
    case bool(Bool)
    case int(Int64)
    /// Read back only for values above `Int64.max`.
    case uint(UInt64)
    case float(Double)
    case text(String)
    case bytes([UInt8])

    /// As a number: Booleans as 0 and 1; `nil` for texts, bytes and no value.
    public var number: Double? {
        switch self {
        case .bool(let value): value ? 1 : 0
        case .int(let value): Double(value)
        case .uint(let value): Double(value)
        case .float(let value): value
        case .none, .text, .bytes: nil
        }
    }
}

extension WireValue: CustomStringConvertible {
    /// For people: numbers as Swift prints them, bytes as hex, no value as `-`.
    public var description: String {
        switch self {
        case .none: "-"
        case .bool(let value): value ? "true" : "false"
        case .int(let value): "\(value)"
        case .uint(let value): "\(value)"
        case .float(let value): "\(value)"
        case .text(let value): value
        case .bytes(let value): WireHex.text(value)
        }
    }
}
