import GatewayConfig

/// A sink that cannot be made: its lane takes in what it should get, until its settings are mended.
struct RefusedSink {
    let config: SinkConfig
    let lane: Lane
    let reason: String
}

/// A channel that cannot be made.
struct RefusedChannel {
    let config: ChannelConfig
    let reason: String
}
