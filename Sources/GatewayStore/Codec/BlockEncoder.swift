import GatewayCore

/// The way out of ``BlockCodec``.
enum BlockEncoder {
    static func encode(_ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer) -> [UInt8] {
        let times = TimeShape(samples)
        var columns = ByteWriter(capacity: samples.count * 12 + 256)
        var ends = (0, 0, 0, 0)
        points(samples, into: &columns)
        ends.0 = columns.count
        self.times(samples, times, into: &columns)
        ends.1 = columns.count
        let hasTexts = kinds(samples, into: &columns)
        ends.2 = columns.count
        values(samples, bytes, hasTexts, into: &columns)
        ends.3 = columns.count
        if hasTexts { texts(samples, bytes, into: &columns) }
        return assemble(samples.count, times, ends, columns.bytes)
    }

    private static func assemble(
        _ count: Int, _ times: TimeShape, _ ends: (Int, Int, Int, Int), _ columns: UnsafeRawBufferPointer
    ) -> [UInt8] {
        var head = ByteWriter(capacity: 64)
        head.byte(BlockCodec.version)
        head.byte(times.code)
        for size in [count, ends.0, ends.1 - ends.0, ends.2 - ends.1, ends.3 - ends.2] { head.varint(UInt64(size)) }
        let (start, total) = (head.bytes, head.count + columns.count)
        return [UInt8](unsafeUninitializedCapacity: total + 8) { space, used in
            let block = UnsafeMutableRawBufferPointer(space)
            block.copyMemory(from: start)
            UnsafeMutableRawBufferPointer(rebasing: block[start.count...]).copyMemory(from: columns)
            let sum = Checksum.of(UnsafeRawBufferPointer(rebasing: block[..<total]))
            block.storeBytes(of: sum.littleEndian, toByteOffset: total, as: UInt64.self)
            used = total + 8
        }
    }

    private static func points(_ samples: UnsafeBufferPointer<Sample>, into writer: inout ByteWriter) {
        // A difference of 33 bits and its flag: at most 5 bytes; a run adds at most 4 for two samples or more.
        writer.reserve(samples.count * 5 + 16)
        var runs = RunWriter(unit: 1)
        for sample in samples { runs.append(UInt64(sample.point), to: &writer) }
        runs.end(&writer)
    }

    private static func times(
        _ samples: UnsafeBufferPointer<Sample>, _ shape: TimeShape, into writer: inout ByteWriter
    ) {
        writer.reserve(samples.count * 10 + 16)
        var runs = RunWriter(unit: shape.unit)
        guard shape.isCurved else {
            for sample in samples { runs.append(UInt64(bitPattern: sample.sourceTime.rawValue), to: &writer) }
            return runs.end(&writer)
        }
        var before: UInt64 = 0
        for sample in samples {
            let time = UInt64(bitPattern: sample.sourceTime.rawValue)
            runs.append(time &- before, to: &writer)
            before = time
        }
        runs.end(&writer)
    }

    /// Returns whether any sample has bytes beside it.
    private static func kinds(_ samples: UnsafeBufferPointer<Sample>, into writer: inout ByteWriter) -> Bool {
        writer.reserve(samples.count * 6 + 16)
        var hasTexts = false
        var at = 0
        while at < samples.count {
            let (kind, first) = (samples[at].kind, at)
            repeat { at += 1 } while at < samples.count && samples[at].kind == kind
            hasTexts = hasTexts || samples[first].hasSpan
            writer.varint(UInt64(kind))
            writer.varint(UInt64(at - first))
        }
        return hasTexts
    }

    private static func values(
        _ samples: UnsafeBufferPointer<Sample>, _ bytes: UnsafeRawBufferPointer, _ hasTexts: Bool,
        into writer: inout ByteWriter
    ) {
        writer.reserve(samples.count * 9 + 16)
        let widths = writer.count
        writer.skip((samples.count + 1) / 2)
        var before: UInt64 = 0
        var pair: UInt8 = 0
        for at in samples.indices {
            let value = hasTexts ? samples[at].bits(within: bytes) : samples[at].bits
            let width = writer.difference(value ^ before)
            before = value
            if at & 1 == 0 {
                pair = width
            } else {
                writer.set(pair | width &<< 4, at: widths + at / 2)
            }
        }
        if samples.count & 1 == 1 { writer.set(pair, at: widths + samples.count / 2) }
    }

    private static func texts(
        _ samples: UnsafeBufferPointer<Sample>, _ bytes: UnsafeRawBufferPointer, into writer: inout ByteWriter
    ) {
        for sample in samples where sample.hasSpan { writer.append(SampleBuffer.slice(sample, of: bytes)) }
    }
}

extension ByteWriter {
    /// Writes the bytes of a difference that are not zero at one end, and returns the four bits that tell which:
    /// 0 nothing, 1…8 that many low bytes, 9…15 one to seven high bytes. Needs 8 reserved bytes.
    @inline(__always)
    fileprivate mutating func difference(_ value: UInt64) -> UInt8 {
        guard value != 0 else { return 0 }
        let leading = value.leadingZeroBitCount &>> 3
        let trailing = value.trailingZeroBitCount &>> 3
        if leading >= trailing {
            word(value, size: 8 &- leading)
            return UInt8(truncatingIfNeeded: 8 &- leading)
        }
        word(value &>> UInt64(trailing &* 8), size: 8 &- trailing)
        return UInt8(truncatingIfNeeded: 16 &- trailing)
    }
}

extension Sample {
    /// Type, flags and quality in one word.
    @inline(__always)
    fileprivate var kind: UInt32 {
        UInt32(typeCode) | UInt32(flags) << 8 | UInt32(qualityBits) << 16
    }

    @inline(__always)
    fileprivate var hasSpan: Bool {
        typeCode >= ValueType.text.rawValue
    }

    /// The value column of a text is its size alone; offsets follow from the order.
    @inline(__always)
    fileprivate func bits(within bytes: UnsafeRawBufferPointer) -> UInt64 {
        hasSpan ? UInt64(SampleBuffer.slice(self, of: bytes).count) : bits
    }
}
