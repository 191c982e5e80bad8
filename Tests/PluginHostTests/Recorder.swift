import GatewayCore
import Glibc
import Synchronization

@testable import PluginHost

/// An owner that writes down what it is told, one line a call, so that a test can wait for a line.
///
/// Unchecked: the lock guards the lines; the hooks are set before the instance runs.
final class Recorder: InstanceOwner, @unchecked Sendable {
    private let written = Mutex<[String]>([])
    private var ready = sem_t()
    /// What a request for a write gets.
    var requestStatus = PluginStatus.pending
    /// Runs on the loop when the plugin has failed.
    var onFailure: () -> Void = {}

    init() { sem_init(&ready, 0, 0) }
    deinit { sem_destroy(&ready) }

    var lines: [String] { written.withLock { $0 } }

    func add(_ line: String) {
        written.withLock { $0.append(line) }
        sem_post(&ready)
    }

    /// The first line that starts so, waiting for it if need be; `nil` after ten seconds.
    func wait(for start: String) -> String? {
        var deadline = timespec()
        clock_gettime(CLOCK_REALTIME, &deadline)
        deadline.tv_sec += 10
        while true {
            if let line = lines.first(where: { $0.hasPrefix(start) }) { return line }
            guard sem_timedwait(&ready, &deadline) == 0 || errno == EINTR else { return nil }
        }
    }

    func publish(_ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, received: Timestamp) {
        let values = samples.map { "\($0.point)=\(SampleBuffer.value($0, bytes: bytes))" }
        add("publish \(values.joined(separator: " ")) @\(received.rawValue)")
    }

    func link(device: Int?, isUp: Bool, quality: Quality, message: String) {
        add("link \(device.map(String.init) ?? "all") \(isUp ? "up" : "down") \(quality) \(message)")
    }

    func failed(_ failure: PluginFailure) {
        add("\(failure.isCrash ? "crashed" : "failed") \(failure.status.word) \(failure.message)")
        onFailure()
    }

    func log(_ level: Int32, _ message: String) {
        add("log \(level) \(message)")
    }

    func request(_ request: PointRequest) -> PluginStatus {
        add("request \(request.token) \(request.point) \(request.value) \(request.lifetime)")
        return requestStatus
    }

    func frame(sent: Bool, _ bytes: UnsafeRawBufferPointer, words: String) {
        add("frame \(sent ? "sent" : "received") \(Array(bytes)) \(words)")
    }

    func fault(_ breach: ContractBreach) {
        add("fault \(breach.kind.rawValue) \(breach.count)")
    }
}
