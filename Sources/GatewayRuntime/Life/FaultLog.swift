import GatewayCore
import Synchronization

/// The last breaches of the plugin contract, and how many there were. Any thread.
public final class FaultLog: Sendable {
    public struct Entry: Sendable {
        public let time: Timestamp
        /// The channel or sink.
        public let source: String
        public let message: String
    }

    private static let kept = 50

    private let state = Mutex<(entries: [Entry], count: UInt64)>(([], 0))

    public var entries: [Entry] { state.withLock { $0.entries } }
    public var count: UInt64 { state.withLock { $0.count } }

    func add(_ message: String, from source: String, at time: Timestamp) {
        state.withLock { state in
            state.count += 1
            state.entries.append(Entry(time: time, source: source, message: message))
            if state.entries.count > Self.kept { state.entries.removeFirst() }
        }
    }
}
