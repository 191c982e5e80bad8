import GatewayCore

extension DeliveryBlock {
    /// As a record for a child.
    func message(token: UInt64, timeout: Duration) -> [UInt8] {
        let size = samples.count * MemoryLayout<Sample>.stride + bytes.count + 96
        var writer = MessageWriter(kind: HostMessage.Kind.deliver.rawValue, number: token, capacity: size)
        writer.put(timeout)
        writer.put(stream)
        writer.put(epoch)
        writer.put(sequence)
        writer.put(isResent)
        writer.put(received.rawValue)
        writer.put(UInt32(clamping: samples.count))
        writer.put(bytes)
        writer.align()
        writer.put(samples: samples)
        return writer.finish()
    }

    /// Reads a record; the samples are borrowed from it.
    static func read(_ payload: UnsafeRawBufferPointer) throws(RingBreach) -> (block: DeliveryBlock, timeout: Duration)
    {
        var reader = MessageReader(payload)
        let timeout = try reader.duration()
        let (stream, epoch) = (try reader.number(UInt64.self), try reader.number(UInt64.self))
        let (sequence, isResent) = (try reader.number(UInt64.self), try reader.flag())
        let received = Timestamp(rawValue: try reader.number())
        let count = Int(try reader.number(UInt32.self))
        let bytes = try reader.raw()
        try reader.align()
        let block = DeliveryBlock(
            stream: stream, epoch: epoch, sequence: sequence, isResent: isResent, samples: try reader.samples(count),
            bytes: bytes, received: received)
        return (block, timeout)
    }
}
