import GatewayCore

/// Samples on their way from a child: the hot path, so they travel as they lie in memory.
struct SampleMessage {
    let samples: UnsafeBufferPointer<Sample>
    let bytes: UnsafeRawBufferPointer
    let received: Timestamp

    /// As a record.
    var record: [UInt8] {
        let size = samples.count * MemoryLayout<Sample>.stride + bytes.count + 64
        var writer = MessageWriter(
            kind: ChildMessage.Kind.samples.rawValue, number: UInt64(bitPattern: received.rawValue), capacity: size)
        writer.put(UInt32(clamping: samples.count))
        writer.put(bytes)
        writer.align()
        writer.put(samples: samples)
        return writer.finish()
    }

    init(samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, received: Timestamp) {
        self.samples = samples
        self.bytes = bytes
        self.received = received
    }

    /// Reads a record; the samples are borrowed from it, and nothing is known of them but that they are there.
    init(number: UInt64, _ payload: UnsafeRawBufferPointer) throws(RingBreach) {
        var reader = MessageReader(payload)
        let count = Int(try reader.number(UInt32.self))
        bytes = try reader.raw()
        try reader.align()
        samples = try reader.samples(count)
        received = Timestamp(rawValue: Int64(bitPattern: number))
    }

    /// Bytes of all texts and byte strings; those that several samples share count for each.
    var spanBytes: Int {
        guard !bytes.isEmpty else { return 0 }
        return samples.reduce(0) { $0 + ($1.hasSpan ? $1.span.size : 0) }
    }

    /// More than this is copied sample by sample, so that few bytes cannot become many in the gateway.
    static let spanLimit = 4 << 20
}
