import GatewayCore

/// A run of samples on its way to one sink, packed. The spool looks at nothing but its name and size.
public struct SpoolBlock: Hashable, Sendable {
    /// The lane it belongs to; the spool keeps streams apart and each in the order of ``id``.
    public var stream: String
    public var id: BlockID
    public var sampleCount: Int
    /// Wall clock when it was closed; age limits look at it.
    public var created: Timestamp
    /// As ``BlockCodec`` writes it.
    public var payload: [UInt8]

    public init(stream: String, id: BlockID, sampleCount: Int, created: Timestamp, payload: [UInt8]) {
        self.stream = stream
        self.id = id
        self.sampleCount = sampleCount
        self.created = created
        self.payload = payload
    }
}
