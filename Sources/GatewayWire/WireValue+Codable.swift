extension WireValue: Codable {
    private enum Key: String, CodingKey {
        case float
        case bytes
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .none
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .int(value)
        } else if let value = try? container.decode(UInt64.self) {
            self = .uint(value)
        } else if let value = try? container.decode(Double.self) {
            self = .float(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else {
            self = try Self.object(decoder)
        }
    }

    private static func object(_ decoder: any Decoder) throws -> WireValue {
        let object = try decoder.container(keyedBy: Key.self)
        if let word = try object.decodeIfPresent(String.self, forKey: .float), let value = unusual(word) {
            return .float(value)
        }
        if let hex = try object.decodeIfPresent(String.self, forKey: .bytes), let value = WireHex.bytes(hex) {
            return .bytes(value)
        }
        throw DecodingError.dataCorrupted(
            .init(codingPath: decoder.codingPath, debugDescription: "neither {\"float\": …} nor {\"bytes\": …}"))
    }

    private static func unusual(_ word: String) -> Double? {
        switch word {
        case "nan": .nan
        case "inf": .infinity
        case "-inf": -.infinity
        default: nil
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .float(let value) where !value.isFinite:
            var object = encoder.container(keyedBy: Key.self)
            try object.encode(value.isNaN ? "nan" : value < 0 ? "-inf" : "inf", forKey: .float)
        case .bytes(let value):
            var object = encoder.container(keyedBy: Key.self)
            try object.encode(WireHex.text(value), forKey: .bytes)
        default:
            try encodePlain(to: encoder)
        }
    }

    private func encodePlain(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .bool(let value): try container.encode(value)
        case .int(let value): try container.encode(value)
        case .uint(let value): try container.encode(value)
        case .float(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .none, .bytes: try container.encodeNil()
        }
    }
}
