import FoundationEssentials

/// How the shapes of this room become JSON, on both sides: keys in snake_case, as settings are spelled everywhere.
public enum WireCoding {
    public static func encode(_ value: some Encodable, pretty: Bool = false) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting =
            pretty ? [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes] : [.withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    public static func decode<Shape: Decodable>(_ type: Shape.Type = Shape.self, from bytes: some Sequence<UInt8>)
        throws -> Shape
    {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data(bytes))
    }
}
