/// What a broker allows, as its CONNACK says (MQTT 5 §3.2.2.3). Brokers of MQTT 3.1.1 say nothing.
struct BrokerLimits: Equatable {
    /// Bytes of a whole packet.
    var maximumPacketSize = Int.max
    var maximumQoS = 1
    var offersRetain = true
}
