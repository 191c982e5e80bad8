import GatewayCore
import Glibc
import PluginHost
import Synchronization

/// An owner that writes down what it is told, one line a call, so that a test can wait for a line.
///
/// Unchecked: the lock guards the lines; the hooks are set before the instance runs.
package final class Recorder: InstanceOwner, @unchecked Sendable {
    private let written = Mutex<[String]>([])
    private var ready = sem_t()
    /// What a request for a write gets.
    package var requestStatus = PluginStatus.pending
    /// Runs on the loop when the plugin has failed.
    package var onFailure: () -> Void = {}

    package init() { sem_init(&ready, 0, 0) }
    deinit { sem_destroy(&ready) }

    package var lines: [String] { written.withLock { $0 } }

    /// Begins with an empty page.
    package func forget() { written.withLock { $0.removeAll() } }

    package func add(_ line: String) {
        written.withLock { $0.append(line) }
        sem_post(&ready)
    }

    /// The first line that starts so, waiting for it if need be; `nil` after ten seconds.
    package func wait(for start: String) -> String? {
        var deadline = timespec()
        clock_gettime(CLOCK_REALTIME, &deadline)
        deadline.tv_sec += 10
        while true {
            if let line = lines.first(where: { $0.hasPrefix(start) }) { return line }
            guard sem_timedwait(&ready, &deadline) == 0 || errno == EINTR else { return nil }
        }
    }

    package func publish(_ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, received: Timestamp) {
        let values = samples.map { "\($0.point)=\(SampleBuffer.value($0, bytes: bytes))" }
        add("publish \(values.joined(separator: " ")) @\(received.rawValue)")
    }

    package func link(device: Int?, isUp: Bool, quality: Quality, message: String) {
        add("link \(device.map(String.init) ?? "all") \(isUp ? "up" : "down") \(quality) \(message)")
    }

    package func failed(_ failure: PluginFailure) {
        add("\(failure.isCrash ? "crashed" : "failed") \(failure.status.word) \(failure.message)")
        onFailure()
    }

    package func log(_ level: Int32, _ message: String) {
        add("log \(level) \(message)")
    }

    package func request(_ request: PointRequest) -> PluginStatus {
        add("request \(request.token) \(request.point) \(request.value) \(request.lifetime)")
        return requestStatus
    }

    package func frame(sent: Bool, _ bytes: UnsafeRawBufferPointer, words: String) {
        add("frame \(sent ? "sent" : "received") \(Array(bytes)) \(words)")
    }

    package func fault(_ breach: ContractBreach) {
        add("fault \(breach.kind.rawValue) \(breach.count)")
    }
}
