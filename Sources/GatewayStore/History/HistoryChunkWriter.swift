import GatewayCore

/// Cuts a sorted run of samples into chunks.
struct HistoryChunkWriter {
    private let run = SampleBuffer(capacity: HistoryChunk.capacity)
    private var chunks: [HistoryChunk] = []

    mutating func append(_ sample: Sample, bytes: UnsafeRawBufferPointer) {
        if sample.typeCode >= ValueType.text.rawValue {
            run.append(sample, bytes: SampleBuffer.slice(sample, of: bytes))
        } else {
            run.append(sample)
        }
        // Long texts fill a chunk too.
        if run.count >= HistoryChunk.capacity || run.byteCount >= 1 << 18 { close() }
    }

    mutating func append(_ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer) {
        for sample in samples { append(sample, bytes: bytes) }
    }

    /// The chunks that are full.
    mutating func take() -> [HistoryChunk] {
        defer { chunks = [] }
        return chunks
    }

    /// All chunks, with the last, shorter one.
    mutating func finish() -> [HistoryChunk] {
        close()
        return take()
    }

    private mutating func close() {
        if let chunk = HistoryChunk(run) { chunks.append(chunk) }
        run.removeAll()
    }
}
