import GatewaySDK

/// Samples on their way out with the block's identity, borrowed.
struct Block {
    var samples: UnsafeBufferPointer<Sample>
    var bytes: UnsafeRawBufferPointer
    var receiveTime: Timestamp
    var identity: BlockIdentity
}

/// By what a receiver knows a block again.
struct BlockIdentity: Equatable {
    var token: UInt64
    var stream: UInt64
    var epoch: UInt64
    var sequence: UInt64
    var isResent: Bool
}

extension Block {
    init(_ delivery: Delivery) {
        self.init(
            samples: delivery.samples, bytes: delivery.bytes, receiveTime: delivery.receiveTime,
            identity: BlockIdentity(
                token: delivery.token, stream: delivery.stream, epoch: delivery.epoch, sequence: delivery.sequence,
                isResent: delivery.isResent))
    }
}
