/// A PUBLISH of MQTT 5 that asks for an acknowledgement (§3.3).
struct NumberedPublish {
    let number: UInt16
    let message: Subscriber.Message

    init?(_ packet: MQTTPacketSplitter.Packet) {
        guard packet.head >> 4 == 3, packet.head >> 1 & 3 == 1 else { return nil }
        var body = packet.body
        guard let length = Self.short(&body), body.count >= Int(length) + 2 else { return nil }
        let topic = body.prefix(Int(length))
        body = body.dropFirst(Int(length))
        guard let number = Self.short(&body), let properties = MQTTPacketSplitter.number(&body) else { return nil }
        self.number = number
        message = Subscriber.Message(
            topic: String(decoding: topic, as: UTF8.self),
            payload: String(decoding: body.dropFirst(properties), as: UTF8.self))
    }

    /// The number that a PUBACK takes (§3.4), unless it refuses the message.
    static func acknowledged(by packet: MQTTPacketSplitter.Packet) -> UInt16? {
        var body = packet.body
        guard packet.head >> 4 == 4, let number = short(&body), (body.first ?? 0) < 0x80 else { return nil }
        return number
    }

    private static func short(_ bytes: inout ArraySlice<UInt8>) -> UInt16? {
        guard let high = bytes.popFirst(), let low = bytes.popFirst() else { return nil }
        return UInt16(high) << 8 | UInt16(low)
    }
}
