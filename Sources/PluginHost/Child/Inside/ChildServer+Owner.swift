import GatewayCore

// What the plugin does, told to the gateway.
extension ChildServer: InstanceOwner {
    /// A record that the gateway takes holds this many samples without texts, with room to spare.
    private static let samplesPerRecord = 100_000
    private static let bytesPerRecord = SampleMessage.spanLimit

    func publish(_ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, received: Timestamp) {
        let message = SampleMessage(samples: samples, bytes: bytes, received: received)
        if samples.count <= Self.samplesPerRecord, bytes.count <= Self.bytesPerRecord,
            message.spanBytes <= Self.bytesPerRecord
        {
            return line.send(message.record)
        }
        publish(inParts: samples, bytes: bytes, received: received)
    }

    /// Copies a large batch into parts that hold their own texts.
    private func publish(
        inParts samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, received: Timestamp
    ) {
        let part = SampleBuffer(capacity: 1024)
        for sample in samples {
            if sample.hasSpan {
                part.append(sample, bytes: SampleBuffer.slice(sample, of: bytes))
            } else {
                part.append(sample)
            }
            guard part.count >= Self.samplesPerRecord || part.byteCount >= Self.bytesPerRecord / 2 else { continue }
            line.send(SampleMessage(samples: part.view, bytes: part.byteView, received: received).record)
            part.removeAll()
        }
        guard !part.isEmpty else { return }
        line.send(SampleMessage(samples: part.view, bytes: part.byteView, received: received).record)
    }

    func link(device: Int?, isUp: Bool, quality: Quality, message: String) {
        line.send(
            .link(
                run: run, device: device.flatMap { UInt32(exactly: $0) }, isUp: isUp, quality: quality,
                message: message))
    }

    func failed(_ failure: PluginFailure) {
        line.send(.failed(run: run, status: failure.status, message: failure.message))
    }

    func log(_ level: Int32, _ message: String) {
        line.send(.log(level: level, message: message))
    }

    /// The gateway answers later, whatever it says.
    func request(_ request: PointRequest) -> PluginStatus {
        line.send(.request(request))
        return .pending
    }

    func frame(sent: Bool, _ bytes: UnsafeRawBufferPointer, words: String) {
        line.send(.frame(sent: sent, bytes: Array(bytes.prefix(ChildMessage.frameLimit)), words: words))
    }

    func fault(_ breach: ContractBreach) {
        line.send(.fault(breach))
    }
}
