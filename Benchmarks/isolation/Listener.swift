import GatewayCore
import GatewayLoop
import PluginHost

/// Takes everything, counts samples and, when asked, keeps the age of each batch.
///
/// Unchecked: everything on the loop's thread.
final class Listener: InstanceOwner, @unchecked Sendable {
    private(set) var samples = 0
    /// Nanoseconds between the stamp of a batch in the plugin and its arrival here.
    var ages: [Int64]?
    private(set) var trouble: String?

    func publish(_ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, received: Timestamp) {
        self.samples += samples.count
        guard ages != nil, let stamp = samples.first?.sourceTime.rawValue else { return }
        ages?.append(EventLoop.monotonic - stamp)
    }

    func link(device: Int?, isUp: Bool, quality: Quality, message: String) {}
    func failed(_ failure: PluginFailure) { trouble = failure.message }
    func log(_ level: Int32, _ message: String) {}
    func request(_ request: PointRequest) -> PluginStatus { .unsupported }
    func frame(sent: Bool, _ bytes: UnsafeRawBufferPointer, words: String) {}
    func fault(_ breach: ContractBreach) { trouble = "\(breach)" }
}
