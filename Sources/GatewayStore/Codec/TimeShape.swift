import GatewayCore

/// How the times of a run are best written: found in one pass that stops early.
struct TimeShape {
    /// Nanoseconds that divide every time, one of ``BlockCodec/units``.
    let unit: Int64
    /// Steady clocks: the difference of differences is small.
    let isCurved: Bool

    /// Beyond this, differences could pass 64 bits and would no longer be multiples of the unit.
    private static let divisible = -(Int64(1) << 60)...(Int64(1) << 60)

    init(_ samples: UnsafeBufferPointer<Sample>) {
        var changes = 0
        var index = BlockCodec.units.count - 1
        var before: Int64 = 0
        for sample in samples where sample.sourceTime.rawValue != before {
            before = sample.sourceTime.rawValue
            changes += 1
            if !Self.divisible.contains(before) { index = 0 }
            while index > 0, before % BlockCodec.units[index] != 0 { index -= 1 }
        }
        unit = BlockCodec.units[index]
        isCurved = changes > samples.count / 4 && changes > 2
    }

    /// As it stands in the block.
    var code: UInt8 {
        let index = BlockCodec.units.firstIndex(of: unit) ?? 0
        return (isCurved ? BlockCodec.curved : 0) | UInt8(index) << 1
    }

    /// Reads ``code``; bits without a meaning are refused.
    init?(code: UInt8) {
        guard code < 8 else { return nil }
        unit = BlockCodec.units[Int(code >> 1)]
        isCurved = code & BlockCodec.curved != 0
    }
}
