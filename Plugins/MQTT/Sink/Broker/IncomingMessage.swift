/// A message that the broker brought.
struct IncomingMessage: Equatable {
    var topic: String
    var payload: [UInt8]
    /// Kept by the broker from earlier, not published now.
    var isRetained = false
    /// Where the sender wants the answer (MQTT 5 §4.10).
    var responseTopic: String?
    /// Goes back with the answer, as it came.
    var correlation: [UInt8] = []
}
