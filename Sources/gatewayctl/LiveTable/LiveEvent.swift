import GatewayWire

/// What happens to a live table.
enum LiveEvent: Sendable {
    case points([PointInfo])
    case updates([PointUpdate])
    case status(GatewayStatus, [ChannelInfo])
    case past(name: String, [Double?])
    case lost(String)
    /// A second has passed.
    case second
    case resized
    case key(LiveKey)
    case interrupted
}
