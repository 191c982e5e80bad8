import GatewayCore
import Synchronization

/// The points of one channel: their rules, their last values, and the way of new samples to those who want them.
///
/// The channel's loop is the only writer. The lock is taken once a batch by the writer, where it is free but for the moment
/// in which somebody takes a snapshot; nothing is allocated in steady use.
///
/// Unchecked: everything mutable is under the lock.
final class ChannelTable: @unchecked Sendable {
    let count: Int
    private let lock = Mutex<Void>(())
    private let rules: UnsafeMutablePointer<PointRule>
    private let states: UnsafeMutablePointer<PointState>
    /// The bytes of text values, which do not fit a state.
    private var texts: [UInt32: [UInt8]] = [:]
    private var receivers: [any SampleReceiver] = []
    /// All points want the same receivers, so a batch is handed on whole.
    private var isUniform = true
    private let passed = SampleBuffer(capacity: 256)
    private let picked = SampleBuffer(capacity: 256)
    private var version: UInt64 = 0
    private var sampleCount: UInt64 = 0
    private var suppressedCount: UInt64 = 0

    init(_ rules: [PointRule]) {
        count = rules.count
        self.rules = .allocate(capacity: max(1, rules.count))
        states = .allocate(capacity: max(1, rules.count))
        for (index, rule) in rules.enumerated() {
            (self.rules + index).initialize(to: rule)
            (states + index).initialize(to: PointState())
        }
    }

    deinit {
        rules.deallocate()
        states.deallocate()
    }

    // MARK: Writing

    /// Takes the samples of a driver, whose handles are checked: converts, compares, remembers and passes on.
    func ingest(_ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, received: Timestamp) {
        lock.withLock { _ in
            passed.removeAll()
            takeAll(samples, bytes, received)
            version &+= 1
            sampleCount &+= UInt64(samples.count)
            suppressedCount &+= UInt64(samples.count - passed.count)
            passOn(received)
        }
    }

    /// Gives points a quality; their values stay. Points that have it already are left alone.
    func mark(_ handles: some Sequence<Int>, _ quality: Quality, at received: Timestamp) {
        lock.withLock { _ in
            passed.removeAll()
            for handle in handles where handle < count {
                take(
                    Sample(point: UInt32(handle), quality: quality), UnsafeRawBufferPointer(start: nil, count: 0),
                    received)
            }
            version &+= 1
            passOn(received)
        }
    }

    /// Replaces who gets what; `wanted` has one bit mask for each point.
    func route(to receivers: [any SampleReceiver], wanted: [UInt64]) {
        lock.withLock { _ in
            self.receivers = receivers
            for (index, mask) in wanted.enumerated() where index < count { rules[index].receivers = mask }
            isUniform = wanted.allSatisfy { $0 == wanted.first }
        }
    }

    /// Runs of numbers, which is nearly everything, are written in place; what else there is goes one by one.
    private func takeAll(
        _ samples: UnsafeBufferPointer<Sample>, _ bytes: UnsafeRawBufferPointer, _ received: Timestamp
    ) {
        var at = 0
        while at < samples.count {
            let run = samples[at...].prefix { $0.isNumber }
            passed.append(upTo: run.count) { takeNumbers(UnsafeBufferPointer(rebasing: run), received, into: $0) }
            at = run.endIndex
            guard at < samples.count else { return }
            take(samples[at], bytes, received)
            at += 1
        }
    }

    /// The way of nearly every sample. Returns how many pass.
    private func takeNumbers(
        _ samples: UnsafeBufferPointer<Sample>, _ received: Timestamp, into passing: UnsafeMutablePointer<Sample>
    ) -> Int {
        let (rules, states) = (rules, states)
        var count = 0
        for incoming in samples {
            let rule = rules + Int(incoming.point)
            let state = states + Int(incoming.point)
            var sample = incoming
            let hasOnlyReceiveTime = sample.sourceTime == .none
            if hasOnlyReceiveTime { sample.sourceTime = received }
            if rule.pointee.conversion != .none { rule.pointee.convert(&sample, after: state.pointee) }
            let passes = rule.pointee.band == .none || state.pointee.isNews(sample, by: rule.pointee)
            state.pointee.remember(sample, received, hasOnlyReceiveTime)
            sample.point = rule.pointee.id
            passing[count] = sample
            count += passes ? 1 : 0
        }
        return count
    }

    /// Any sample.
    private func take(_ incoming: Sample, _ bytes: UnsafeRawBufferPointer, _ received: Timestamp) {
        let index = Int(incoming.point)
        let rule = rules[index]
        var sample = incoming
        if sample.typeCode == ValueType.none.rawValue {
            guard takeQuality(&sample, index) else { return }
        }
        let hasOnlyReceiveTime = sample.sourceTime == .none
        if hasOnlyReceiveTime { sample.sourceTime = received }
        if incoming.typeCode != ValueType.none.rawValue { rule.convert(&sample, after: states[index]) }
        let passes = rule.band == .none || states[index].isNews(sample, by: rule)
        states[index].remember(sample, received, hasOnlyReceiveTime)
        guard passes else { return }
        sample.point = rule.id
        if sample.hasSpan {
            passText(sample, incoming, bytes)
        } else {
            passed.append(sample)
        }
    }

    /// A quality alone: the last value again, or nothing when the quality is no news.
    private func takeQuality(_ sample: inout Sample, _ index: Int) -> Bool {
        let state = states[index]
        guard state.qualityBits != sample.qualityBits else { return false }
        sample.typeCode = state.typeCode
        sample.bits = state.bits
        return true
    }

    private func passText(_ sample: Sample, _ incoming: Sample, _ bytes: UnsafeRawBufferPointer) {
        if incoming.typeCode != ValueType.none.rawValue {
            texts[incoming.point] = Array(SampleBuffer.slice(incoming, of: bytes))
        }
        (texts[incoming.point] ?? []).withUnsafeBytes { passed.append(sample, bytes: $0) }
    }

    private func passOn(_ received: Timestamp) {
        guard !passed.isEmpty else { return }
        for (bit, receiver) in receivers.enumerated() {
            if isUniform {
                guard rules[0].receivers & (1 << UInt64(bit)) != 0 else { continue }
                receiver.receive(passed.view, bytes: passed.byteView, at: received)
            } else {
                pick(UInt64(1) << UInt64(bit))
                guard !picked.isEmpty else { continue }
                receiver.receive(picked.view, bytes: passed.byteView, at: received)
            }
        }
    }

    /// The passed samples that one receiver wants. Spans stay those of `passed`.
    private func pick(_ bit: UInt64) {
        picked.removeAll()
        picked.append(upTo: passed.count) { place in
            var count = 0
            for sample in passed.view {
                place[count] = sample
                count += wants(sample.point, bit) ? 1 : 0
            }
            return count
        }
    }

    /// Registered ids of a channel are handed out in one run, so the handle is the distance to the first.
    @inline(__always)
    private func wants(_ id: UInt32, _ bit: UInt64) -> Bool {
        let guess = Int(id &- rules[0].id)
        if guess >= 0, guess < count, rules[guess].id == id { return rules[guess].receivers & bit != 0 }
        return (0..<count).contains { rules[$0].id == id && rules[$0].receivers & bit != 0 }
    }

    // MARK: Reading

    /// The last values of some points, all of one moment. Any thread.
    func snapshot(_ handles: some Sequence<Int>) -> [PointReading] {
        lock.withLock { _ in
            handles.filter { $0 < count }.map { reading($0) }
        }
    }

    private func reading(_ index: Int) -> PointReading {
        let state = states[index]
        let sample = Sample(
            point: rules[index].id, type: ValueType(rawValue: state.typeCode) ?? .none,
            quality: Quality(rawValue: state.qualityBits), sourceTime: state.sourceTime, bits: state.bits)
        return PointReading(
            value: value(of: sample, index), quality: sample.quality, sourceTime: state.sourceTime,
            receiveTime: state.receiveTime, hasOnlyReceiveTime: state.hasOnlyReceiveTime)
    }

    private func value(of sample: Sample, _ index: Int) -> Value {
        switch sample.type {
        case .text: .text(String(decoding: texts[UInt32(index)] ?? [], as: UTF8.self))
        case .bytes: .bytes(texts[UInt32(index)] ?? [])
        default: SampleBuffer.value(sample, bytes: UnsafeRawBufferPointer(start: nil, count: 0))
        }
    }

    /// Grows with every batch: who saw the same number saw everything. Any thread.
    var changes: (version: UInt64, samples: UInt64, suppressed: UInt64) {
        lock.withLock { _ in (version, sampleCount, suppressedCount) }
    }

    /// Whether a receiver asks the sources to wait.
    var isPaused: Bool {
        lock.withLock { _ in receivers.contains { $0.wantsPause } }
    }
}
