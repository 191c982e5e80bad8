import Foundation
import Glibc
import Synchronization

/// Stands between a sink and its broker, passes on every byte, and takes down what the broker has acknowledged: from there
/// on a message is the broker's to keep, and what the broker then loses the sink has not lost.
final class BrokerTap: Sendable {
    let port: Int
    private let listener: Int32
    private let brokerPort: Int
    private let notes = Mutex<[Subscriber.Message]>([])

    /// The broker need not run yet.
    init(to broker: Broker) {
        let bound = LoopbackPort.bound()
        listener = bound.socket
        port = Int(UInt16(bigEndian: bound.address.sin_port))
        brokerPort = broker.port
        listen(listener, 16)
        Thread.detachNewThread { [weak self, listener] in
            while case let socket = accept(listener, nil, nil), socket >= 0 {
                // A program started just now may have it too; that does not matter, ends are told by `shutdown`.
                _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
                self?.join(socket)
            }
            close(listener)
        }
    }

    deinit {
        // Wakes the thread that accepts.
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// Messages of QoS 1 that the broker has acknowledged since the last call, in the order of their acknowledgements.
    func acknowledged() -> [Subscriber.Message] {
        notes.withLock { notes in
            defer { notes = [] }
            return notes
        }
    }

    private func join(_ sink: Int32) {
        guard let broker = LoopbackPort.connected(to: brokerPort) else {
            close(sink)
            return
        }
        let joint = TappedConnection(sink: sink, broker: broker) { [weak self] message in
            self?.notes.withLock { $0.append(message) }
        }
        Thread.detachNewThread { joint.passOn(fromSink: true) }
        Thread.detachNewThread { joint.passOn(fromSink: false) }
    }
}
