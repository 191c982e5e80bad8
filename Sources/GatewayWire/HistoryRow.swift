/// One stored value.
public struct HistoryRow: Codable, Hashable, Sendable {
    public var time: WireTime
    public var value: WireValue
    public var quality: String

    public init(time: WireTime, value: WireValue, quality: String) {
        self.time = time
        self.value = value
        self.quality = quality
    }
}
