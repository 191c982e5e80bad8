import GatewaySDK

/// Writes each sample as a message of its own that holds the bare value.
///
/// Such a message has no room for quality, so what is bad, and what is no number, is left out: whoever reads a value here
/// may trust it.
struct ValueMessages {
    private let writer = ByteWriter()

    func write(_ block: Block, plan: borrowing PublishPlan, limit: Int, emit: Emit, tooLong: (Sample) -> Void)
        throws(MosquittoError)
    {
        for sample in block.samples where sample.type != .none && !sample.quality.isBad && !sample.isNotFinite {
            let index = plan.index[sample.point]
            guard index >= 0 else { continue }
            let entry = plan.entries[index]
            writer.cut(to: 0)
            writer.append(bareValue: sample, bytes: block.bytes, isFloat32: entry.isFloat32)
            writer.count <= limit ? try emit(entry.topic, writer.view) : tooLong(sample)
        }
    }
}
