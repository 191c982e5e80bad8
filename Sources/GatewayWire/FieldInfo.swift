/// One setting or address column, as a plugin declares it.
public struct FieldInfo: Codable, Hashable, Sendable {
    /// As users write it: `timeout_ms`.
    public var key: String
    /// `bool`, `int`, `float`, `text`, `choice` or `secret`.
    public var kind: String
    /// Of numbers; of texts, in bytes.
    public var minimum: Double?
    public var maximum: Double?
    public var choices: [String]?
    /// What holds when it is not written.
    public var fallback: String?
    public var required: Bool
    public var help: String

    public init(
        key: String, kind: String, minimum: Double? = nil, maximum: Double? = nil, choices: [String]? = nil,
        fallback: String? = nil, required: Bool = false, help: String
    ) {
        self.key = key
        self.kind = kind
        self.minimum = minimum
        self.maximum = maximum
        self.choices = choices
        self.fallback = fallback
        self.required = required
        self.help = help
    }
}
