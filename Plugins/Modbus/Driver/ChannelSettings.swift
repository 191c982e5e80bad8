import GatewaySDK

/// One connection, as its channel file describes it. Times are nanoseconds on the monotonic clock.
struct ChannelSettings: Hashable, Sendable {
    var name = ""
    var host: String
    var port: UInt16 = 502
    /// From sending a request to its answer.
    var timeout: Int64 = 1_000_000_000
    var connectTimeout: Int64 = 3_000_000_000
    /// Requests sent and not answered yet.
    var maxInFlight = 1
    /// Silence between an answer and the next request.
    var requestGap: Int64 = 0
    /// Unanswered requests in a row after which a device counts as down.
    var timeoutsBeforeDown = 3
    /// The longest time between two attempts to reach a device that is down.
    var probeInterval: Int64 = 10_000_000_000

    var timeoutMilliseconds: Int {
        Int(timeout / 1_000_000)
    }
}

extension ChannelSettings {
    /// What the host has checked against ``schema``.
    init(_ settings: Settings) throws(PluginError) {
        let text = settings.text("host")
        guard !text.isEmpty, !text.contains(where: \.isWhitespace) else {
            throw .configuration("host '\(text)' is neither a name nor an address", setting: "host")
        }
        guard let port = UInt16(exactly: settings.int("port")), port > 0 else {
            throw .configuration("port \(settings.int("port")) is not within 1 to 65535", setting: "port")
        }
        self.init(host: text, port: port)
        name = settings.name
        timeout = Self.nanoseconds(settings, "timeout_ms")
        connectTimeout = Self.nanoseconds(settings, "connect_timeout_ms")
        maxInFlight = settings.int("max_in_flight")
        requestGap = Self.nanoseconds(settings, "request_gap_ms")
        timeoutsBeforeDown = settings.int("timeouts_before_down")
        probeInterval = Self.nanoseconds(settings, "probe_interval_ms")
    }

    /// The schema keeps every time under 600,000 ms, so this never overflows.
    private static func nanoseconds(_ settings: Settings, _ key: String) -> Int64 {
        Int64(settings.int(key)) * 1_000_000
    }

    static let schema: [FieldSchema] = [
        FieldSchema("host", .text(length: 1...253), required: true, help: "Name or IPv4/IPv6 address of the device."),
        FieldSchema("port", .int(1...65535), default: "502", help: "TCP port of the device."),
        FieldSchema("timeout_ms", .int(1...600_000), default: "1000", help: "How long to wait for an answer."),
        FieldSchema(
            "connect_timeout_ms", .int(1...600_000), default: "3000",
            help: "How long to wait for the connection, the look-up of a host name included."),
        FieldSchema(
            "max_in_flight", .int(1...16), default: "1",
            help: "Requests that may be sent before the first is answered; many devices take only one."),
        FieldSchema(
            "request_gap_ms", .int(0...600_000), default: "0", help: "Silence between an answer and the next request."),
        FieldSchema(
            "timeouts_before_down", .int(1...100), default: "3",
            help: "Unanswered requests in a row after which a device counts as not connected."),
        FieldSchema(
            "probe_interval_ms", .int(1...600_000), default: "10000",
            help: "The longest time between attempts to reach a device that is down while others on the channel work."),
    ]
}
