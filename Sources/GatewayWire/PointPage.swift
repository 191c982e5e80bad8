/// Points in the order of their names, as many as were asked for.
public struct PointPage: Codable, Hashable, Sendable {
    public var points: [PointInfo]
    /// Hand it back as `after` for the next page; none on the last one.
    public var next: String?

    public init(points: [PointInfo], next: String? = nil) {
        self.points = points
        self.next = next
    }
}
