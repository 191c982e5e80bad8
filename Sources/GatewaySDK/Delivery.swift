import CGatewayABI
import GatewayCore

/// A block of samples for a sink; borrowed for the call.
public struct Delivery {
    private let delivery: UnsafePointer<gw_delivery>

    init(_ delivery: UnsafePointer<gw_delivery>) {
        self.delivery = delivery
    }

    public var token: UInt64 { delivery.pointee.token }
    /// Of this sink on this gateway; survives restarts.
    public var stream: UInt64 { delivery.pointee.stream }
    /// Grows with every start of the gateway.
    public var epoch: UInt64 { delivery.pointee.epoch }
    /// Grows by one with every new block of this stream and epoch.
    public var sequence: UInt64 { delivery.pointee.sequence }
    /// The block was, or may have been, offered before.
    public var isResent: Bool { delivery.pointee.flags & UInt32(GW_DELIVERY_RESENT) != 0 }

    public var samples: UnsafeBufferPointer<Sample> {
        let batch = delivery.pointee.batch.pointee
        let start = UnsafeRawPointer(batch.samples)?.assumingMemoryBound(to: Sample.self)
        return UnsafeBufferPointer(start: start, count: Int(batch.count))
    }

    /// What the samples' spans point into.
    public var bytes: UnsafeRawBufferPointer {
        let batch = delivery.pointee.batch.pointee
        return UnsafeRawBufferPointer(start: batch.bytes, count: Int(batch.bytes_size))
    }

    /// Counts for samples whose source says nothing.
    public var receiveTime: Timestamp { Timestamp(rawValue: delivery.pointee.batch.pointee.receive_time) }
}
