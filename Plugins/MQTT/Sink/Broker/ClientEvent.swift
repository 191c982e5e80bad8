/// What libmosquitto has to say; collected while it runs, looked at afterwards.
enum ClientEvent {
    /// CONNACK with reason 0.
    case connected(BrokerLimits)
    /// CONNACK with another reason: a return code of MQTT 3.1.1 (1…5) or a reason code of MQTT 5 (128 and more).
    case refused(ReasonCode)
    /// The connection is gone: by libmosquitto's own error, or by the reason of the broker's DISCONNECT.
    case disconnected(String)
    /// A message has been written out (QoS 0) or acknowledged (QoS 1).
    case published(message: UInt16, ReasonCode)
    /// The answer to a subscription: the granted QoS, or a reason of 128 and more.
    case subscribed(ReasonCode)
    case received(IncomingMessage)
}
