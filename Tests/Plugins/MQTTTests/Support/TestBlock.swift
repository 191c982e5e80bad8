import CGatewayABI
import GatewayCore

/// A block of samples that a test offers, perhaps more than once.
final class TestBlock {
    let token: UInt64
    let sequence: UInt64
    private let samples: SampleBuffer
    private let receiveTime: Int64
    var wasOffered = false

    init(token: UInt64, sequence: UInt64, samples: SampleBuffer, receiveTime: Int64) {
        self.token = token
        self.sequence = sequence
        self.samples = samples
        self.receiveTime = receiveTime
    }

    func withTable<Result>(_ body: (UnsafePointer<gw_delivery>) -> Result) -> Result {
        var batch = gw_batch()
        batch.struct_size = UInt32(MemoryLayout<gw_batch>.size)
        batch.count = UInt32(samples.count)
        batch.samples = UnsafeRawPointer(samples.samples).assumingMemoryBound(to: gw_sample.self)
        batch.bytes = UnsafePointer(samples.bytes)
        batch.bytes_size = UInt64(samples.byteCount)
        batch.receive_time = receiveTime
        return withUnsafePointer(to: &batch) { batch in
            var delivery = gw_delivery()
            delivery.struct_size = UInt32(MemoryLayout<gw_delivery>.size)
            delivery.flags = wasOffered ? UInt32(GW_DELIVERY_RESENT) : 0
            delivery.token = token
            (delivery.stream, delivery.epoch, delivery.sequence) = (1, 4, sequence)
            delivery.batch = batch
            return body(&delivery)
        }
    }
}
