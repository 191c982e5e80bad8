/// Names of points to read, in full.
public struct ReadRequest: Codable, Hashable, Sendable {
    public var names: [String]

    public init(names: [String]) {
        self.names = names
    }
}
