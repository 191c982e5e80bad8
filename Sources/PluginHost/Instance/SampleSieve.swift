import GatewayCore

/// Takes out of a batch what the contract forbids. In the normal case it looks once at each sample and copies nothing.
struct SampleSieve {
    enum Fault: Int, CaseIterable {
        case handle, type, span
    }

    struct Result {
        let samples: UnsafeBufferPointer<Sample>
        /// How many samples were left out, by ``Fault``.
        var faults: (handle: Int, type: Int, span: Int)

        var isClean: Bool { faults == (0, 0, 0) }
    }

    /// Where the good samples of a batch with bad ones go; kept from batch to batch.
    private let kept = SampleBuffer(capacity: 1)

    /// The samples that may go on: `samples` itself, or a copy that is good until the next call. Booleans other than 0 and
    /// 1 are made 1.
    func sieve(_ samples: UnsafeBufferPointer<Sample>, byteCount: Int, handles: UInt32) -> Result {
        guard let first = samples.firstIndex(where: { !Self.isClean($0, byteCount, handles) }) else {
            return Result(samples: samples, faults: (0, 0, 0))
        }
        kept.removeAll()
        kept.reserve(samples.count)
        var faults = (handle: 0, type: 0, span: 0)
        for sample in samples[..<first] { kept.append(sample) }
        for sample in samples[first...] {
            switch Self.fault(sample, byteCount, handles) {
            case .handle: faults.handle += 1
            case .type: faults.type += 1
            case .span: faults.span += 1
            case nil: kept.append(Self.normalised(sample))
            }
        }
        return Result(samples: kept.view, faults: faults)
    }

    @inline(__always)
    private static func isClean(_ sample: Sample, _ byteCount: Int, _ handles: UInt32) -> Bool {
        guard sample.point < handles else { return false }
        switch sample.typeCode {
        case 0, 2, 3, 4: return true
        case 1: return sample.bits <= 1
        default: return fault(sample, byteCount, handles) == nil
        }
    }

    private static func fault(_ sample: Sample, _ byteCount: Int, _ handles: UInt32) -> Fault? {
        guard sample.point < handles else { return .handle }
        guard let type = ValueType(rawValue: sample.typeCode) else { return .type }
        guard type == .text || type == .bytes else { return nil }
        let (offset, size) = sample.span
        return offset <= byteCount && size <= byteCount - offset ? nil : .span
    }

    private static func normalised(_ sample: Sample) -> Sample {
        guard sample.typeCode == ValueType.bool.rawValue, sample.bits > 1 else { return sample }
        var sample = sample
        sample.bits = 1
        return sample
    }
}
