/// One frame that passed on a channel.
public struct TraceLine: Codable, Hashable, Sendable {
    public var time: WireTime
    /// `sent` or `received`.
    public var direction: String
    /// The frame, two digits a byte, nothing between.
    public var hex: String
    /// What it means, as the plugin explains it.
    public var words: String?

    public init(time: WireTime, direction: String, hex: String, words: String? = nil) {
        self.time = time
        self.direction = direction
        self.hex = hex
        self.words = words
    }
}
