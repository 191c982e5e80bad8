/// Cuts one direction of an MQTT connection into its packets.
struct MQTTPacketSplitter {
    struct Packet {
        /// Type in the upper four bits, flags in the lower (MQTT 5 §2.1).
        let head: UInt8
        /// Everything behind the fixed header.
        let body: ArraySlice<UInt8>
    }

    private var rest: [UInt8] = []

    /// The packets that are whole now; what is left waits for more bytes.
    mutating func take(_ bytes: some Sequence<UInt8>) -> [Packet] {
        rest += bytes
        var packets: [Packet] = []
        var view = rest[...]
        while let packet = Self.cut(&view) { packets.append(packet) }
        rest = Array(view)
        return packets
    }

    private static func cut(_ view: inout ArraySlice<UInt8>) -> Packet? {
        var behind = view
        guard let head = behind.popFirst(), let length = number(&behind), behind.count >= length else { return nil }
        view = behind.dropFirst(length)
        return Packet(head: head, body: behind.prefix(length))
    }

    /// A variable byte integer (MQTT 5 §1.5.5); `nil` while it is not whole.
    static func number(_ bytes: inout ArraySlice<UInt8>) -> Int? {
        var value = 0
        for shift in stride(from: 0, to: 28, by: 7) {
            guard let byte = bytes.popFirst() else { return nil }
            value |= Int(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
        }
        return nil
    }
}
