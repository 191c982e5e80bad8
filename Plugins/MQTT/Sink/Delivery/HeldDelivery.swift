import GatewaySDK

/// A block that was offered before the broker said hello: copied, published once it has.
final class HeldDelivery {
    private let samples: SampleBuffer
    private let receiveTime: Timestamp
    let identity: BlockIdentity

    init(_ block: Block) {
        samples = SampleBuffer(capacity: block.samples.count, byteCapacity: block.bytes.count)
        samples.append(contentsOf: block.samples, bytes: block.bytes)
        receiveTime = block.receiveTime
        identity = block.identity
    }

    /// Borrowed from here.
    var block: Block {
        Block(samples: samples.view, bytes: samples.byteView, receiveTime: receiveTime, identity: identity)
    }
}
