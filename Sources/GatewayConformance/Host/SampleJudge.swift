import CGatewayABI
import PluginHost

/// Judges one batch, sample by sample. Pure.
struct SampleJudge {
    /// Handles of the plan.
    var handles: Set<UInt32>
    /// A moment in nanoseconds since 1970.
    var now: Int64

    struct Fault: Equatable {
        let rule: Rule
        let message: String
        var severity = Severity.error
    }

    struct Verdict {
        var faults: [Fault] = []
        var good = 0
        var bad = 0
        var published: Set<UInt32> = []
    }

    private static let day: Int64 = 86_400_000_000_000

    /// Looks at everything the batch points at.
    func judge(_ source: UnsafePointer<gw_batch>?) -> Verdict {
        var verdict = Verdict()
        guard let source, let batch = batch(source, &verdict) else {
            if verdict.faults.isEmpty { verdict.faults.append(Fault(rule: .batchShape, message: "publish of NULL")) }
            return verdict
        }
        let samples = UnsafeBufferPointer(start: batch.samples, count: batch.samples == nil ? 0 : Int(batch.count))
        let bytes = UnsafeBufferPointer(
            start: batch.bytes, count: batch.bytes == nil ? 0 : Int(clamping: batch.bytes_size))
        for sample in samples {
            verdict.faults += faults(sample, bytes)
            verdict.published.insert(sample.point)
            if Int32(sample.type) != GW_TYPE_NONE && sample.quality & UInt16(GW_QUALITY_GRADE_MASK) == 0 {
                verdict.good += 1
            } else {
                verdict.bad += 1
            }
        }
        return verdict
    }

    private func batch(_ source: UnsafePointer<gw_batch>, _ verdict: inout Verdict) -> gw_batch? {
        let size = Int(UnsafeRawPointer(source).loadUnaligned(as: UInt32.self))
        let whole = MemoryLayout<gw_batch>.size
        guard UInt(bitPattern: source) & 7 == 0, size >= whole else {
            verdict.faults.append(
                Fault(rule: .batchShape, message: "a batch of \(size) bytes; it needs \(whole), aligned to 8"))
            return nil
        }
        let table = source.pointee
        if table.samples == nil && table.count > 0 || UInt(bitPattern: table.samples) & 7 != 0 {
            verdict.faults.append(
                Fault(rule: .batchShape, message: "\(table.count) samples at \(table.samples.debugDescription)"))
            return nil
        }
        if table.bytes == nil && table.bytes_size > 0 {
            verdict.faults.append(Fault(rule: .batchShape, message: "\(table.bytes_size) bytes at NULL"))
            return nil
        }
        if table.receive_time < 0 {
            verdict.faults.append(Fault(rule: .batchShape, message: "received at \(table.receive_time), before 1970"))
        }
        return table
    }

    private func faults(_ sample: gw_sample, _ bytes: UnsafeBufferPointer<UInt8>) -> [Fault] {
        var faults: [Fault] = []
        if !handles.contains(sample.point) {
            let message = "a sample of point \(sample.point), which is not in the plan (\(handles.count) points)"
            faults.append(Fault(rule: .plannedHandles, message: message))
        }
        faults += typeFaults(sample) + spanFaults(sample, bytes) + qualityFaults(sample)
        if sample.source_time < 0 || sample.source_time > now + Self.day {
            let message = "point \(sample.point) has the source time \(sample.source_time), which no device means"
            faults.append(Fault(rule: .goodQuality, message: message, severity: .warning))
        }
        return faults
    }

    private func typeFaults(_ sample: gw_sample) -> [Fault] {
        let what = "point \(sample.point) has"
        if sample.type > UInt8(GW_TYPE_BYTES) {
            return [Fault(rule: .knownTypes, message: "\(what) type \(sample.type); the last is \(GW_TYPE_BYTES)")]
        }
        if Int32(sample.type) == GW_TYPE_BOOL && sample.value.u64 > 1 {
            return [Fault(rule: .knownTypes, message: "\(what) the boolean \(sample.value.u64); it is 0 or 1")]
        }
        if sample.flags != 0 {
            return [Fault(rule: .knownTypes, message: "\(what) flags \(sample.flags); they are kept for later and 0")]
        }
        return []
    }

    private func spanFaults(_ sample: gw_sample, _ bytes: UnsafeBufferPointer<UInt8>) -> [Fault] {
        guard Int32(sample.type) == GW_TYPE_TEXT || Int32(sample.type) == GW_TYPE_BYTES else { return [] }
        let (offset, size) = (Int(sample.value.span.offset), Int(sample.value.span.size))
        guard offset + size <= bytes.count else {
            let message = "point \(sample.point) has bytes \(offset) to \(offset + size) of \(bytes.count)"
            return [Fault(rule: .goodSpans, message: message)]
        }
        let text = bytes[offset..<offset + size]
        guard Int32(sample.type) == GW_TYPE_TEXT, String(validating: text, as: UTF8.self) == nil else { return [] }
        return [Fault(rule: .goodSpans, message: "the text of point \(sample.point) is no UTF-8")]
    }

    private func qualityFaults(_ sample: gw_sample) -> [Fault] {
        let reason = sample.quality & UInt16(GW_QUALITY_REASON_MASK)
        if sample.quality & UInt16(GW_QUALITY_GRADE_MASK) == UInt16(GW_QUALITY_GRADE_MASK) {
            let message = "point \(sample.point) has quality \(Self.hex(sample.quality)), a grade nobody has defined"
            return [Fault(rule: .goodQuality, message: message)]
        }
        if reason > UInt16(GW_REASON_WAITING) {
            let message = "point \(sample.point) has quality \(Self.hex(sample.quality)), a reason nobody has defined"
            return [Fault(rule: .goodQuality, message: message, severity: .warning)]
        }
        return []
    }

    static func hex(_ number: UInt16) -> String {
        let digits = String(number, radix: 16, uppercase: true)
        return "0x" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
