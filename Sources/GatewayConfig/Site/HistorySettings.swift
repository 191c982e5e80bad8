/// What the embedded history keeps, and for how long.
public struct HistorySettings: Sendable, Hashable {
    public var isEnabled: Bool
    public var retention: Duration
    public var maximumBytes: Int64
    /// Which points are kept.
    public var routes: [Route]

    public init(
        isEnabled: Bool = true, retention: Duration = .seconds(30 * 86_400), maximumBytes: Int64 = 4 << 30,
        routes: [Route] = [.everything]
    ) {
        self.isEnabled = isEnabled
        self.retention = retention
        self.maximumBytes = maximumBytes
        self.routes = routes
    }
}
