/// Which points.
public struct PointQuery: Codable, Hashable, Sendable {
    /// Globs over full names, any of them; none means every point.
    public var match: [String]
    /// 1 to 10,000.
    public var limit: Int
    /// Only names that come later than this one.
    public var after: String?

    public init(match: [String] = [], limit: Int = 1000, after: String? = nil) {
        self.match = match
        self.limit = limit
        self.after = after
    }
}
