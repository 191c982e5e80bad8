import CMosquitto
import Glibc

/// The MQTT 5 properties of one packet, borrowed for a callback.
struct MosquittoProperties {
    private let list: OpaquePointer?

    init(_ list: OpaquePointer?) {
        self.list = list
    }

    func text(_ property: mqtt5_property) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard list != nil, mosquitto_property_read_string(list, Int32(property.rawValue), &text, false) != nil, let text
        else { return nil }
        defer { free(text) }
        return String(cString: text)
    }

    func bytes(_ property: mqtt5_property) -> [UInt8] {
        var start: UnsafeMutableRawPointer?
        var size: UInt16 = 0
        guard list != nil, mosquitto_property_read_binary(list, Int32(property.rawValue), &start, &size, false) != nil
        else { return [] }
        defer { free(start) }
        return Array(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(size)))
    }

    /// What a CONNACK allows.
    var limits: BrokerLimits {
        var limits = BrokerLimits()
        guard list != nil else { return limits }
        var size: UInt32 = 0
        if mosquitto_property_read_int32(list, Int32(MQTT_PROP_MAXIMUM_PACKET_SIZE.rawValue), &size, false) != nil,
            size > 0
        {
            limits.maximumPacketSize = Int(size)
        }
        var byte: UInt8 = 0
        if mosquitto_property_read_byte(list, Int32(MQTT_PROP_MAXIMUM_QOS.rawValue), &byte, false) != nil {
            limits.maximumQoS = Int(byte)
        }
        if mosquitto_property_read_byte(list, Int32(MQTT_PROP_RETAIN_AVAILABLE.rawValue), &byte, false) != nil {
            limits.offersRetain = byte != 0
        }
        return limits
    }
}
