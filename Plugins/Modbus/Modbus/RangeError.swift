/// A value that its registers cannot hold; nothing has been sent.
public struct RangeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// For people: `70000 does not fit uint16 (0 to 65535)`.
    public let description: String

    init(_ value: String, _ format: NumberFormat) {
        description = "\(value) does not fit \(format)\(Self.range(format))"
    }

    init(text size: Int, length: Int) {
        description = "a text of \(size) bytes does not fit \(length)"
    }

    private static func range(_ format: NumberFormat) -> String {
        switch format {
        case .int8: " (\(Int8.min) to \(Int8.max))"
        case .uint8: " (0 to \(UInt8.max))"
        case .int16: " (\(Int16.min) to \(Int16.max))"
        case .uint16: " (0 to \(UInt16.max))"
        case .int32: " (\(Int32.min) to \(Int32.max))"
        case .uint32: " (0 to \(UInt32.max))"
        case .int64: " (\(Int64.min) to \(Int64.max))"
        case .uint64: " (0 to \(UInt64.max))"
        case .float32, .float64: ""
        }
    }
}
