/// One unit or station on a channel.
public struct DeviceInfo: Codable, Hashable, Sendable {
    public var id: String
    /// As a channel's.
    public var state: String
    public var since: WireTime?
    public var message: String?
    public var points: Int

    public init(id: String, state: String, since: WireTime? = nil, message: String? = nil, points: Int = 0) {
        self.id = id
        self.state = state
        self.since = since
        self.message = message
        self.points = points
    }
}
