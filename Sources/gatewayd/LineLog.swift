import GatewayCore
import GatewayRuntime
import Glibc
import Logging
import Synchronization

/// One line an event on standard error: time, level, message, facts. Ready for a journal.
struct LineLog: LogHandler {
    private static let lock = Mutex<Void>(())

    let label: String
    var logLevel = Logger.Level.notice
    var metadata: Logger.Metadata = [:]

    init(label: String) {
        self.label = label
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let facts = metadata.merging(event.metadata ?? [:]) { _, new in new }
            .sorted { $0.key < $1.key }
            .map { " \($0.key)=\(Self.quoted("\($0.value)"))" }
            .joined()
        let line = "\(GatewayClock.system.now) \(event.level.rawValue) \(event.message)\(facts)\n"
        Self.lock.withLock { _ in
            _ = line.utf8.withContiguousStorageIfAvailable { write(STDERR_FILENO, $0.baseAddress, $0.count) }
        }
    }

    /// Facts come from devices and users: one line stays one line.
    private static func quoted(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { $0.value > 32 && $0 != "\"" && $0.value != 127 }
        return isPlain && !text.isEmpty ? text : text.debugDescription
    }
}
