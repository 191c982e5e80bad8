/// A point's new value.
public struct PointUpdate: Codable, Hashable, Sendable {
    public var name: String
    public var value: WireValue
    public var quality: String
    public var sourceTime: WireTime?
    public var receiveTime: WireTime?

    public init(
        name: String, value: WireValue, quality: String, sourceTime: WireTime? = nil, receiveTime: WireTime? = nil
    ) {
        self.name = name
        self.value = value
        self.quality = quality
        self.sourceTime = sourceTime
        self.receiveTime = receiveTime
    }
}
