import GatewayCore

/// A frame as it crossed the wire of a channel.
public struct TracedFrame: Sendable {
    public let time: Timestamp
    public let isSent: Bool
    public let bytes: [UInt8]
    /// What it means.
    public let words: String
}
