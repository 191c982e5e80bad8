/// Why a broker took or refused something: the reason codes of MQTT 5 §2.4 and the return codes of MQTT 3.1.1 §3.2.2.3.
struct ReasonCode: Equatable {
    let rawValue: UInt8
    /// The broker's own words, when it has any.
    let text: String

    init(_ code: Int32, text: String = "") {
        rawValue = UInt8(truncatingIfNeeded: code)
        self.text = text
    }

    static let success = ReasonCode(0)

    var isFailure: Bool { rawValue >= 0x80 }

    /// `not authorized (135)`, with the broker's own words behind it.
    var words: String {
        let known = Self.words[rawValue] ?? "reason"
        return text.isEmpty ? "\(known) (\(rawValue))" : "\(known) (\(rawValue)): \(text)"
    }

    private static let words: [UInt8: String] = [
        1: "unacceptable protocol version", 2: "client id rejected", 3: "server unavailable",
        4: "bad user name or password", 5: "not authorized",
        0x80: "unspecified error", 0x81: "malformed packet", 0x82: "protocol error",
        0x83: "implementation-specific error",
        0x84: "unsupported protocol version", 0x85: "client id not valid", 0x86: "bad user name or password",
        0x87: "not authorized", 0x88: "server unavailable", 0x89: "server busy", 0x8A: "banned",
        0x8B: "server shutting down", 0x8C: "bad authentication method", 0x8D: "keep-alive time-out",
        0x8E: "session taken over by another client with the same client_id", 0x8F: "topic filter invalid",
        0x90: "topic name invalid", 0x91: "packet identifier in use", 0x93: "receive maximum exceeded",
        0x95: "packet too large", 0x96: "message rate too high", 0x97: "quota exceeded", 0x98: "administrative action",
        0x99: "payload format invalid", 0x9A: "retain not supported", 0x9B: "QoS not supported",
        0x9C: "use another server",
        0x9D: "server moved", 0x9F: "connection rate exceeded", 0xA0: "maximum connect time",
        0xA2: "wildcard subscriptions not supported",
    ]
}
