import GatewaySDK

/// Writes blocks as JSON, one object for each topic:
///
/// ```json
/// {"time":1700000000123,"block":"1-4-17","samples":[{"name":"power","value":1.5,"quality":"good","time":1700000000120}]}
/// ```
///
/// Written byte by byte into memory that stays; in steady use nothing is allocated.
struct JSONMessages {
    private let detail: JSONDetail
    private let writer = ByteWriter(capacity: 65_536)
    private var tail = SampleTail()
    private var grouping: TopicGrouping

    init(_ detail: JSONDetail, topicCount: Int) {
        self.detail = detail
        grouping = TopicGrouping(topicCount: topicCount)
    }

    /// Hands the messages of a block to `emit`, none longer than `limit` bytes. `tooLong` hears of samples that no message
    /// can hold (a text longer than the limit); they are left out.
    mutating func write(
        _ block: Block, plan: borrowing PublishPlan, limit: Int, emit: Emit, tooLong: (Sample) -> Void
    ) throws(MosquittoError) {
        grouping.group(block.samples, by: plan)
        tail.begin(detail, receiveTime: block.receiveTime)
        for topic in grouping.topics {
            try write(topic, of: block, plan: plan, limit: limit, emit: emit, tooLong: tooLong)
        }
    }

    private mutating func write(
        _ topic: Int32, of block: Block, plan: borrowing PublishPlan, limit: Int, emit: Emit, tooLong: (Sample) -> Void
    ) throws(MosquittoError) {
        var part = 1
        var samples = 0
        begin(block, part)
        var index = grouping.head(of: topic)
        while index >= 0 {
            let mark = writer.count
            if samples > 0 { writer.append(UInt8(ascii: ",")) }
            write(block.samples[index], bytes: block.bytes, plan: plan)
            if writer.count + 2 <= limit {
                samples += 1
            } else {
                writer.cut(to: mark)
                if samples > 0 {
                    try finish(topic, emit)
                    (part, samples) = (part + 1, 0)
                    begin(block, part)
                    continue
                }
                tooLong(block.samples[index])
            }
            index = grouping.next(after: index)
        }
        if samples > 0 { try finish(topic, emit) }
    }

    private func begin(_ block: Block, _ part: Int) {
        let identity = block.identity
        writer.cut(to: 0)
        writer.append("{\"time\":")
        writer.append(block.receiveTime.milliseconds)
        writer.append(",\"block\":\"")
        writer.append(identity.stream)
        writer.append(UInt8(ascii: "-"))
        writer.append(identity.epoch)
        writer.append(UInt8(ascii: "-"))
        writer.append(identity.sequence)
        writer.append(UInt8(ascii: "\""))
        if part > 1 {
            writer.append(",\"part\":")
            writer.append(UInt64(part))
        }
        if identity.isResent { writer.append(",\"resent\":true") }
        writer.append(",\"samples\":[")
    }

    private func finish(_ topic: Int32, _ emit: Emit) throws(MosquittoError) {
        writer.append("]}")
        try emit(topic, writer.view)
    }

    @inline(__always)
    private mutating func write(_ sample: Sample, bytes: UnsafeRawBufferPointer, plan: borrowing PublishPlan) {
        let entry = plan.entries[plan.index[sample.point]]
        plan.prefixes.withUnsafeBufferPointer { prefixes in
            guard let start = prefixes.baseAddress else { return }
            writer.append(start + entry.prefixStart, count: entry.prefixSize)
        }
        writer.append(jsonValue: sample, bytes: bytes, isFloat32: entry.isFloat32)
        tail.append(sample, to: writer)
    }
}
