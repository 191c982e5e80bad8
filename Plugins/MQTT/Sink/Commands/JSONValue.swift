/// A JSON value, as small as a command needs it.
enum JSONValue: Equatable {
    case null
    case bool(Bool)
    /// A number without fraction and exponent that fits.
    case int(Int64)
    case uint(UInt64)
    case float(Double)
    case text(String)
    case array([JSONValue])
    /// Members in order; no name occurs twice.
    case object([Member])

    struct Member: Equatable {
        let name: String
        let value: JSONValue
    }

    subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }
}
