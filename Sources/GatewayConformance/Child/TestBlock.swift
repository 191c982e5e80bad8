import CGatewayABI
import GatewayCore
import PluginHost

/// A block of samples for a sink, owned by the judge.
struct TestBlock {
    let what: String
    var samples: [gw_sample] = []
    var bytes: [UInt8] = []
    var sequence: UInt64 = 1
    var isResent = false
    /// Nanoseconds since 1970; a day in 2025.
    static let received: Int64 = 1_750_000_000_000_000_000

    init(_ what: String) {
        self.what = what
    }

    mutating func add(_ value: Value, to point: UInt32, quality: UInt16 = 0) {
        let scalar = ScalarBytes(value)
        var sample = gw_sample()
        (sample.point, sample.type, sample.quality) = (point, value.type.rawValue, quality)
        sample.value.u64 = scalar.bits
        if !scalar.bytes.isEmpty {
            sample.value.span = gw_span(
                offset: UInt32(clamping: bytes.count), size: UInt32(clamping: scalar.bytes.count))
            bytes += scalar.bytes
        }
        samples.append(sample)
    }

    /// The delivery in the contract's words, in memory of `arena`.
    func table(_ token: UInt64, in arena: CallArena) -> UnsafePointer<gw_delivery>? {
        var batch = gw_batch()
        batch.struct_size = UInt32(MemoryLayout<gw_batch>.size)
        batch.count = UInt32(clamping: samples.count)
        batch.samples = arena.table(samples)
        (batch.bytes, batch.bytes_size) = (arena.table(bytes), UInt64(bytes.count))
        batch.receive_time = Self.received
        var delivery = gw_delivery()
        delivery.struct_size = UInt32(MemoryLayout<gw_delivery>.size)
        delivery.flags = isResent ? UInt32(GW_DELIVERY_RESENT) : 0
        (delivery.token, delivery.stream, delivery.epoch, delivery.sequence) = (token, 1, 1, sequence)
        delivery.batch = arena.table([batch])
        return arena.table([delivery])
    }

    /// Every kind of block a gateway delivers, for the points of a plan.
    static func all(_ handles: [UInt32]) -> [TestBlock] {
        let first = handles.first ?? 0
        var plain = TestBlock("one sample of each type")
        for (value, handle) in zip(everyType, handles + Array(repeating: first, count: everyType.count)) {
            plain.add(value, to: handle)
        }
        var numbers = TestBlock("NaN, infinities and the ends of the integers")
        for value in oddNumbers { numbers.add(value, to: first) }
        var texts = TestBlock("texts")
        for text in OddCells.texts { texts.add(.text(text), to: first) }
        texts.add(.text(String(repeating: "x", count: 100_000)), to: first)
        texts.add(.bytes([0, 255, 128, 10]), to: first)
        var qualities = TestBlock("qualities without values")
        for quality: UInt16 in [0x8100, 0x4800, 0x8C00, 0x0001] { qualities.add(.none, to: first, quality: quality) }
        var unknown = TestBlock("points that are not in the plan")
        for handle: UInt32 in [4_000_000, .max] { unknown.add(.int(1), to: handle) }
        var large = TestBlock("10,000 samples")
        for index in 0..<10_000 {
            large.add(.float(Double(index)), to: handles.isEmpty ? 0 : handles[index % handles.count])
        }
        return [plain, TestBlock("no samples"), numbers, texts, qualities, unknown, large]
    }

    static let everyType: [Value] = [
        .bool(true), .int(-5), .uint(5), .float(2.5), .text("text"), .bytes([1, 2, 3]),
    ]

    static let oddNumbers: [Value] = [
        .float(.nan), .float(.infinity), .float(-.infinity), .float(-0.0), .float(.leastNonzeroMagnitude),
        .float(.greatestFiniteMagnitude), .int(.min), .int(.max), .uint(.max), .bool(false),
    ]
}
