/// One resource of the API, as the API lists itself.
public struct RouteInfo: Codable, Hashable, Sendable {
    public var method: String
    public var path: String
    public var role: String
    public var summary: String

    public init(method: String, path: String, role: String, summary: String) {
        self.method = method
        self.path = path
        self.role = role
        self.summary = summary
    }
}
