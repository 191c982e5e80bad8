import GatewaySDK

/// libmosquitto does not show the bytes on the wire, so a frame here is a message's payload, and the words say the rest.
extension MQTTPublisher {
    func traceSent(_ payload: UnsafeRawBufferPointer, topic: String, _ message: UInt16) {
        host.frame(
            sent: true, payload, words: "PUBLISH \(message) to \(topic), QoS \(settings.qos), \(payload.count) bytes")
    }

    func traceReceived(_ message: IncomingMessage) {
        message.payload.withUnsafeBytes {
            let kept = message.isRetained ? ", retained" : ""
            host.frame(sent: false, $0, words: "PUBLISH on \(message.topic)\(kept), \($0.count) bytes")
        }
    }

    func traceAcknowledged(_ message: UInt16, _ reason: ReasonCode) {
        guard settings.qos > 0 else { return }
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        host.frame(sent: false, nothing, words: "PUBACK \(message): \(reason.isFailure ? reason.words : "taken")")
    }
}
