import GatewayCore

/// How a channel fares.
public struct ChannelFigures: Sendable {
    public enum State: String, Sendable {
        case starting
        case connected
        /// Down; will be tried again.
        case waiting
        /// Its settings are wrong; only a new configuration helps.
        case refused
        /// Its process crashed too often; `gatewayctl restart` lifts it.
        case quarantined
        case stopped
    }

    public var state = State.starting
    /// Since when it is in this state.
    public var since = Timestamp.none
    public var message = ""
    public var reads: UInt64 = 0
    public var readErrors: UInt64 = 0
    public var overruns: UInt64 = 0
    public var restarts: UInt64 = 0
    public var host: HostFigures?
    /// Breaches of the plugin contract.
    public var faults: UInt64 = 0
    public var lastFault = ""
    /// Polls a second, as configured.
    public var askedRate = 0.0
    /// Polls a second, over the last full window of some seconds.
    public var achievedRate = 0.0
    public var devices: [DeviceFigures] = []
}

/// How one device of a channel fares.
public struct DeviceFigures: Sendable {
    public var id: String
    public var isUp = false
    public var since = Timestamp.none
    public var message = ""
}
