import Glibc
import Synchronization

/// One connection through a ``BrokerTap``. Both directions end together, as they would without the tap.
final class TappedConnection: Sendable {
    private struct Notes {
        var fromSink = MQTTPacketSplitter()
        var fromBroker = MQTTPacketSplitter()
        var waiting: [UInt16: Subscriber.Message] = [:]
    }

    private let sink: Int32
    private let broker: Int32
    private let notes = Mutex(Notes())
    private let acknowledged: @Sendable (Subscriber.Message) -> Void

    init(sink: Int32, broker: Int32, acknowledged: @escaping @Sendable (Subscriber.Message) -> Void) {
        self.sink = sink
        self.broker = broker
        self.acknowledged = acknowledged
    }

    deinit {
        close(sink)
        close(broker)
    }

    /// Until either side ends.
    func passOn(fromSink: Bool) {
        let (source, target) = fromSink ? (sink, broker) : (broker, sink)
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let count = recv(source, &chunk, chunk.count, 0), count > 0 {
            // Before the bytes go on: an answer to them must find them noted.
            note(chunk[..<count], fromSink)
            guard Self.write(chunk[..<count], to: target) else { break }
        }
        shutdown(sink, Int32(SHUT_RDWR))
        shutdown(broker, Int32(SHUT_RDWR))
    }

    private func note(_ bytes: ArraySlice<UInt8>, _ fromSink: Bool) {
        notes.withLock { notes in
            if fromSink {
                for packet in notes.fromSink.take(bytes) {
                    if let publish = NumberedPublish(packet) { notes.waiting[publish.number] = publish.message }
                }
            } else {
                for packet in notes.fromBroker.take(bytes) {
                    guard let number = NumberedPublish.acknowledged(by: packet) else { continue }
                    if let message = notes.waiting.removeValue(forKey: number) { acknowledged(message) }
                }
            }
        }
    }

    private static func write(_ bytes: ArraySlice<UInt8>, to socket: Int32) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let sent = send(
                    socket, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count, Int32(MSG_NOSIGNAL))
                guard sent > 0 else { return false }
                rest = rest.dropFirst(sent)
            }
            return true
        }
    }
}
