import GatewayCore
import Testing

@testable import GatewayStore

@Suite struct BlockCodecTests {
    @Test(arguments: 0..<200)
    func `gives back every run as it was`(seed: UInt64) throws {
        let run = Self.randomRun(seed)
        let back = SampleBuffer()
        try BlockCodec.decode(BlockCodec.encode(run), into: back)
        #expect(Self.same(run, back))
    }

    @Test func `appends to what the buffer holds`() throws {
        let buffer = SampleBuffer()
        buffer.append(point: 1, text: "before")
        let more = SampleBuffer()
        more.append(point: 2, text: "after")
        try BlockCodec.decode(BlockCodec.encode(more), into: buffer)
        #expect(buffer.view.map { String(decoding: buffer.span(of: $0), as: UTF8.self) } == ["before", "after"])
    }

    @Test func `an empty run is a block too`() throws {
        let back = SampleBuffer()
        try BlockCodec.decode(BlockCodec.encode(SampleBuffer()), into: back)
        #expect(back.isEmpty)
    }

    @Test func `extremes of every column survive`() throws {
        let run = SampleBuffer()
        for time in [Int64.min, Int64.max, 0, -1, Int64.min, 1_000_000_000, Int64.max] {
            for bits in [UInt64.min, .max, 1 << 63, 0xFF] {
                var sample = Sample(point: time < 0 ? .max : 0, uint: bits, sourceTime: Timestamp(rawValue: time))
                sample.flags = 0xFF
                sample.qualityBits = 0xFFFF
                run.append(sample)
            }
        }
        let back = SampleBuffer()
        try BlockCodec.decode(BlockCodec.encode(run), into: back)
        #expect(Self.same(run, back))
    }

    @Test func `a span outside the bytes is written as empty`() throws {
        let run = SampleBuffer()
        run.append(Sample(point: 1, type: .text, bits: 5 << 32 | 100))
        let back = SampleBuffer()
        try BlockCodec.decode(BlockCodec.encode(run), into: back)
        #expect(back.view.first?.span.size == 0)
    }

    @Test func `a steady device costs a few bytes a sample`() {
        let run = SampleBuffer()
        for index in 0..<1000 {
            run.append(Sample(point: UInt32(index), int: 230, sourceTime: Timestamp(rawValue: 1_700_000_000_123)))
        }
        #expect(BlockCodec.encode(run).count < 600)
    }

    @Test func `every flipped bit is noticed`() throws {
        let payload = BlockCodec.encode(Self.randomRun(7))
        for bit in stride(from: 0, to: payload.count * 8, by: 3) {
            var damaged = payload
            damaged[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: BlockError.damaged) { try BlockCodec.decode(damaged, into: SampleBuffer()) }
        }
    }

    @Test func `every shortened block is noticed`() {
        let payload = BlockCodec.encode(Self.randomRun(8))
        for size in payload.indices {
            let buffer = SampleBuffer()
            #expect(throws: BlockError.self) { try BlockCodec.decode(Array(payload[..<size]), into: buffer) }
            #expect(buffer.isEmpty)
        }
    }

    /// Foreign bytes with a checksum that fits: whatever they say, the answer is samples or an error.
    @Test(arguments: 0..<20)
    func `hostile columns are refused or read, never trusted`(seed: UInt64) {
        var generator = SeededGenerator(seed)
        var refused = 0
        for _ in 0..<500 {
            var payload = Array(BlockCodec.encode(Self.randomRun(generator.next())).dropLast(8))
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let at = Int.random(in: 0..<payload.count, using: &generator)
                payload[at] = Bool.random(using: &generator) ? 0xFF : UInt8.random(in: 0...255, using: &generator)
            }
            let sum = Checksum.of(payload)
            payload += (0..<8).map { UInt8(truncatingIfNeeded: sum >> ($0 * 8)) }
            let buffer = SampleBuffer()
            do { try BlockCodec.decode(payload, into: buffer) } catch { refused += 1 }
            #expect(buffer.count <= BlockCodec.maximumCount)
        }
        #expect(refused > 100)
    }

    @Test func `a later version is refused by its number`() {
        var payload: [UInt8] = [9, 0, 0, 0, 0, 0, 0]
        let sum = Checksum.of(payload)
        payload += (0..<8).map { UInt8(truncatingIfNeeded: sum >> ($0 * 8)) }
        #expect(throws: BlockError.unknownVersion(9)) { try BlockCodec.decode(payload, into: SampleBuffer()) }
    }

    @Test func `the checksum is XXH64`() {
        #expect(Checksum.of([]) == 0xEF46_DB37_51D8_E999)
        #expect(Checksum.of(Array("abc".utf8)) == 0x44BC_2CF5_AD77_0999)
        #expect(Checksum.of(Array("Nobody inspects the spammish repetition".utf8)) == 0xFBCE_A83C_8A37_8BF1)
    }

    static func randomRun(_ seed: UInt64) -> SampleBuffer {
        var generator = SeededGenerator(seed)
        let run = SampleBuffer()
        let shape = Int.random(in: 0..<6, using: &generator)
        var time = Int64(1_700_000_000_000_000_000)
        for index in 0..<Int.random(in: 1...400, using: &generator) {
            time +=
                [0, 1_000_000_000, 1_000_000, Int64.random(in: -5_000_000...2_000_000_000, using: &generator)][
                    shape % 4]
            var sample = Sample(
                point: shape < 3 ? UInt32(index) : UInt32.random(in: 0...UInt32.max, using: &generator), type: .none,
                sourceTime: Timestamp(rawValue: time))
            sample.typeCode = UInt8.random(in: 0...(shape < 4 ? 4 : 7), using: &generator)
            if shape > 2 { sample.qualityBits = UInt16.random(in: 0...3, using: &generator) << 14 }
            sample.bits = generator.next() >> UInt64.random(in: 0...63, using: &generator)
            if sample.typeCode >= ValueType.text.rawValue {
                let text = (0..<Int.random(in: 0...9, using: &generator)).map { _ in UInt8(generator.next() & 127) }
                text.withUnsafeBytes { run.append(sample, bytes: $0) }
            } else {
                run.append(sample)
            }
        }
        return run
    }

    /// Alike in everything but where texts lie.
    static func same(_ left: SampleBuffer, _ right: SampleBuffer) -> Bool {
        left.count == right.count
            && zip(left.view, right.view).allSatisfy { a, b in
                a.point == b.point && a.typeCode == b.typeCode && a.flags == b.flags
                    && a.qualityBits == b.qualityBits && a.sourceTime == b.sourceTime
                    && (a.typeCode >= ValueType.text.rawValue
                        ? left.span(of: a).elementsEqual(right.span(of: b)) : a.bits == b.bits)
            }
    }
}
