import GatewayCore
import GatewayStore

/// A run of samples on its way to one sink: filled, then sealed, then never changed.
///
/// Unchecked: its lane's lock guards it until it is sealed, and its flags ever after; the samples of a sealed block are
/// only read.
final class LaneBlock: @unchecked Sendable {
    let id: BlockID
    let samples: SampleBuffer
    let created: Timestamp
    /// When the first sample came, on the monotonic clock.
    let opened: Int64
    var received: Timestamp
    /// The spool's thread has been given it and may read it at any time.
    var isWithSpool = false
    /// Survives a power cut.
    var isDurable = false
    /// The sink has taken it (or refused it for good), but an older one is still on its way.
    var isDone = false
    /// Was, or may have been, offered to the sink before.
    var wasOffered = false

    init(_ id: BlockID, _ samples: SampleBuffer, created: Timestamp, opened: Int64) {
        self.id = id
        self.samples = samples
        self.created = created
        self.opened = opened
        received = created
    }
}
