import GatewaySDK

/// One read request, compiled: what is sent and how its answer becomes samples.
struct ReadBlock: Sendable {
    let group: Int
    let exchange: Exchange
    let steps: [DecodeStep]

    /// Appends a sample for each point.
    func decode(_ data: UnsafeRawBufferPointer, into buffer: SampleBuffer) {
        for step in steps {
            step.decode(data, into: buffer)
        }
    }

    /// Appends a quality for each point.
    func fail(_ quality: Quality, into buffer: SampleBuffer) {
        for step in steps {
            buffer.append(Sample(point: step.point, quality: quality))
        }
    }
}
