/// A value on its own, off the hot path: commands, answers, screens.
public enum Value: Hashable, Sendable {
    case none
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case float(Double)
    case text(String)
    case bytes([UInt8])

    public var type: ValueType {
        switch self {
        case .none: .none
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .float: .float
        case .text: .text
        case .bytes: .bytes
        }
    }

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

extension Value: CustomStringConvertible {
    /// For people: numbers as Swift prints them, bytes as hex, no value as `-`.
    public var description: String {
        switch self {
        case .none: "-"
        case .bool(let value): value ? "true" : "false"
        case .int(let value): "\(value)"
        case .uint(let value): "\(value)"
        case .float(let value): "\(value)"
        case .text(let value): value
        case .bytes(let value): value.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
        }
    }
}
