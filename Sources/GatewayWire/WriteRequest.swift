/// A command to one point.
public struct WriteRequest: Codable, Hashable, Sendable {
    /// Its full name.
    public var point: String
    public var value: WireValue
    /// How long the answer may take, 1 to 60,000 ms; none leaves it to the site.
    public var timeoutMs: Int?

    public init(point: String, value: WireValue, timeoutMs: Int? = nil) {
        self.point = point
        self.value = value
        self.timeoutMs = timeoutMs
    }
}
