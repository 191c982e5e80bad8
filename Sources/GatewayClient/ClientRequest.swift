import GatewayWire

/// What to ask a gateway for.
public struct ClientRequest: Sendable {
    public enum Method: Sendable {
        case get
        case post
    }

    public var method: Method
    public var path: String
    /// Appended to the path, encoded.
    public var query: [(key: String, value: String)]
    /// JSON.
    public var body: [UInt8]

    /// - Parameter path: its segments in plain text; they are encoded here, so a point's name is safe in one.
    public init(_ method: Method = .get, path: [String], query: [(key: String, value: String)] = [], body: [UInt8] = [])
    {
        self.method = method
        self.path = "/" + path.map(PercentText.encode).joined(separator: "/")
        self.query = query
        self.body = body
    }

    /// As it stands in the first line of an HTTP request.
    var target: String {
        guard !query.isEmpty else { return path }
        return path + "?" + query.map { "\($0.key)=\(PercentText.encode($0.value))" }.joined(separator: "&")
    }
}
