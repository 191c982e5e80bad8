import GatewayCore

/// Takes out of a batch what the contract forbids. In the normal case it looks once at each sample and copies nothing.
///
/// A sample that names no point or is of no type is left out. One whose text is too long or is none goes on as a
/// quality alone, and so does a number that is none: its point turns bad, instead of staying good with a value of long
/// ago. So what comes out has finite numbers only, and texts that are UTF-8.
struct SampleSieve {
    /// Bytes of the longest text or byte string that is taken (base.h, GW_TYPE_TEXT): what a device says in one value.
    /// A plugin that means to send files would fill every lane and spool behind it.
    static let largestValue = 64 << 10

    struct Result {
        let samples: UnsafeBufferPointer<Sample>
        var faults: SampleFaults

        var isClean: Bool { faults == SampleFaults() }
    }

    /// Where the good samples of a batch with bad ones go; kept from batch to batch.
    private let kept = SampleBuffer(capacity: 1)

    /// The samples that may go on: `samples` itself, or a copy that is good until the next call. Their spans point into
    /// `bytes` as before. Booleans other than 0 and 1 are made 1.
    func sieve(_ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, handles: UInt32) -> Result {
        guard let first = samples.firstIndex(where: { !Self.isClean($0, bytes, handles) }) else {
            return Result(samples: samples, faults: SampleFaults())
        }
        kept.removeAll()
        kept.reserve(samples.count)
        var faults = SampleFaults()
        for sample in samples[..<first] { kept.append(sample) }
        for sample in samples[first...] { take(sample, bytes, handles, &faults) }
        return Result(samples: kept.view, faults: faults)
    }

    private func take(
        _ sample: Sample, _ bytes: UnsafeRawBufferPointer, _ handles: UInt32, _ faults: inout SampleFaults
    ) {
        guard let fault = Self.fault(sample, bytes, handles) else { return kept.append(Self.normalised(sample)) }
        faults.count(fault)
        switch fault {
        case .handle, .type, .span: break
        case .size: kept.append(Self.quality(.overflow, insteadOf: sample))
        case .text: kept.append(Self.quality(.outOfRange, insteadOf: sample))
        }
    }

    @inline(__always)
    private static func isClean(_ sample: Sample, _ bytes: UnsafeRawBufferPointer, _ handles: UInt32) -> Bool {
        guard sample.point < handles else { return false }
        switch sample.typeCode {
        case 0, 2, 3: return true
        case 1: return sample.bits <= 1
        case 4: return isFinite(sample)
        default: return fault(sample, bytes, handles) == nil
        }
    }

    /// Neither NaN nor infinite: their exponent is all ones.
    @inline(__always)
    private static func isFinite(_ sample: Sample) -> Bool {
        sample.bits & 0x7FF0_0000_0000_0000 != 0x7FF0_0000_0000_0000
    }

    private static func fault(
        _ sample: Sample, _ bytes: UnsafeRawBufferPointer, _ handles: UInt32
    ) -> SampleFaults.Fault? {
        guard sample.point < handles else { return .handle }
        guard let type = ValueType(rawValue: sample.typeCode) else { return .type }
        guard type == .text || type == .bytes else { return nil }
        let (offset, size) = sample.span
        guard offset <= bytes.count, size <= bytes.count - offset else { return .span }
        guard size <= largestValue else { return .size }
        guard type == .text else { return nil }
        return isUTF8(UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + size])) ? nil : .text
    }

    private static func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.withMemoryRebound(to: UInt8.self) { (try? UTF8Span(validating: $0.span)) != nil }
    }

    private static func normalised(_ sample: Sample) -> Sample {
        var sample = sample
        switch sample.type {
        case .bool where sample.bits > 1: sample.bits = 1
        // "Not measured" and "off the scale" are how plugins mean it: no fault, and no value either.
        case .float where !isFinite(sample): return quality(.outOfRange, insteadOf: sample)
        default: break
        }
        return sample
    }

    /// The sample without its value; what made it bad before is the better reason.
    private static func quality(_ reason: Quality.Reason, insteadOf sample: Sample) -> Sample {
        var sample = sample
        (sample.typeCode, sample.bits) = (ValueType.none.rawValue, 0)
        if !sample.quality.isBad {
            let flags = sample.qualityBits & 0x00FF
            sample.qualityBits = Quality(.bad, reason).rawValue | flags
        }
        return sample
    }
}
