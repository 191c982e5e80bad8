/// One setting, device setting or address column, as a plugin declares it.
public struct FieldSchema: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case bool
        case int(ClosedRange<Int64>)
        case float(ClosedRange<Double>)
        /// Length in bytes of UTF-8.
        case text(length: ClosedRange<Int>)
        case choice([String])
        /// Text that may be a reference (`secret:name`, `env:NAME`, `file:PATH`) and is never shown.
        case secret
    }

    /// As users write it: snake_case, with its unit at the end (`timeout_ms`).
    public var key: String
    public var kind: Kind
    /// One sentence, shown to users.
    public var help: String
    /// As users would write it.
    public var defaultText: String?
    public var isRequired: Bool

    public init(_ key: String, _ kind: Kind, default defaultText: String? = nil, required: Bool = false, help: String) {
        self.key = key
        self.kind = kind
        self.help = help
        self.defaultText = defaultText
        self.isRequired = required
    }
}

extension FieldSchema.Kind {
    public static var int: Self { .int(Int64.min...Int64.max) }
    public static var float: Self { .float(-Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude) }
    public static var text: Self { .text(length: 0...65_535) }
}
