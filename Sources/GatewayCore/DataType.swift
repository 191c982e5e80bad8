/// What a device stores: the `type` column of a point table (`GW_DATA_*`).
public enum DataType: UInt8, Sendable, CaseIterable {
    case bool = 1
    case int8 = 2
    case int16 = 3
    case int32 = 4
    case int64 = 5
    case uint8 = 6
    case uint16 = 7
    case uint32 = 8
    case uint64 = 9
    case float32 = 10
    case float64 = 11
    case text = 12
    case bytes = 13

    /// As a point table spells it: `float32`.
    public var word: String {
        "\(self)"
    }

    public init?(word: some StringProtocol) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }

    /// How a value of this type travels.
    public var valueType: ValueType {
        switch self {
        case .bool: .bool
        case .int8, .int16, .int32, .int64: .int
        case .uint8, .uint16, .uint32, .uint64: .uint
        case .float32, .float64: .float
        case .text: .text
        case .bytes: .bytes
        }
    }

    /// The integers this type can hold; `nil` for types that are not integers. Unsigned 64-bit values above
    /// `Int64.max` are checked by the writer of the value.
    public var integerRange: ClosedRange<Int64>? {
        switch self {
        case .int8: -128...127
        case .int16: -32768...32767
        case .int32: -2_147_483_648...2_147_483_647
        case .int64: Int64.min...Int64.max
        case .uint8: 0...255
        case .uint16: 0...65535
        case .uint32: 0...4_294_967_295
        case .uint64: 0...Int64.max
        case .bool, .float32, .float64, .text, .bytes: nil
        }
    }
}
