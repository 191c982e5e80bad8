import GatewayCore

/// Chooses points by name, tag and kind. What is left empty chooses all.
public struct Route: Sendable, Hashable {
    /// Any of them has to match the full name.
    public var include: [Glob]
    /// None of them may match the full name.
    public var exclude: [Glob]
    /// The point carries any of them.
    public var tags: [String]
    public var kinds: [PointKind]

    public init(include: [Glob] = [], exclude: [Glob] = [], tags: [String] = [], kinds: [PointKind] = []) {
        self.include = include
        self.exclude = exclude
        self.tags = tags
        self.kinds = kinds
    }

    public static let everything = Route()

    /// - Parameters:
    ///   - name: `channel.device.point`.
    ///   - tags: of the point, its device's among them.
    public func matches(name: String, tags pointTags: [String], kind: PointKind) -> Bool {
        (kinds.isEmpty || kinds.contains(kind))
            && (tags.isEmpty || tags.contains { pointTags.contains($0) })
            && (include.isEmpty || include.contains { $0.matches(name) })
            && !exclude.contains { $0.matches(name) }
    }
}
