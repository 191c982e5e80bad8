import GatewayCore

/// Samples that are not sorted into a part yet, in the order of arrival. What is flushed is in the journal too.
struct HistoryRecent {
    let buffer: SampleBuffer
    /// The part that these samples will be; parts on disk have smaller ones.
    var generation: Int64
    /// How many of the samples are in the journal.
    var flushed = 0
    /// Rows of the journal.
    var rows = 0
    var untimed = 0
    var lost = 0
    /// The latest receive time seen.
    var arrived = Timestamp.none

    init(generation: Int64) {
        buffer = SampleBuffer(capacity: 1024)
        self.generation = generation
    }

    /// Takes samples in. A source time that is missing or not to be believed is replaced by the receive time.
    mutating func append(
        _ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, received: Timestamp, limit: Int
    ) {
        arrived = max(arrived, received)
        for var sample in samples {
            if sample.sourceTime == .none || sample.qualityBits & Quality.sourceTimeInvalid != 0, received != .none {
                sample.sourceTime = received
            }
            if sample.sourceTime == .none {
                untimed += 1
            } else if buffer.count >= limit {
                lost += 1
            } else if sample.typeCode >= ValueType.text.rawValue {
                buffer.append(sample, bytes: SampleBuffer.slice(sample, of: bytes))
            } else {
                buffer.append(sample)
            }
        }
    }

    /// What is not in the journal yet, packed.
    func unflushed() -> [[UInt8]] {
        stride(from: flushed, to: buffer.count, by: HistoryChunk.capacity).map { start in
            let end = min(start + HistoryChunk.capacity, buffer.count)
            return BlockCodec.encode(UnsafeBufferPointer(rebasing: buffer.view[start..<end]), bytes: buffer.byteView)
        }
    }

    /// All samples as the chunks of a part.
    func sorted() -> [HistoryChunk] {
        var writer = HistoryChunkWriter()
        for index in HistoryOrder.indices(of: buffer.view) {
            writer.append(buffer.view[Int(index)], bytes: buffer.byteView)
        }
        return writer.finish()
    }

    /// The samples of a point within a range, in the order of arrival.
    func samples(of point: UInt32, _ range: Range<Timestamp>, into found: SampleBuffer) {
        for sample in buffer.view where sample.point == point && range.contains(sample.sourceTime) {
            if sample.typeCode >= ValueType.text.rawValue {
                found.append(sample, bytes: buffer.span(of: sample))
            } else {
                found.append(sample)
            }
        }
    }

    /// The samples are a part now.
    mutating func clear() {
        buffer.removeAll()
        generation += 1
        flushed = 0
        rows = 0
        arrived = .none
    }
}
