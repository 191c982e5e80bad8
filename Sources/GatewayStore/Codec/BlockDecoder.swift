import GatewayCore

/// The way back of ``BlockCodec``: reads all columns side by side. Foreign bytes: everything is checked, nothing traps.
struct BlockDecoder {
    let count: Int
    private let shape: TimeShape
    private var points: RunReader
    private var times: RunReader
    private var kinds: ByteReader
    private var widths: ByteReader
    private var values: ByteReader
    private let texts: UnsafeRawBufferPointer

    /// Checks the checksum and takes the columns apart.
    init(_ payload: UnsafeRawBufferPointer) throws(BlockError) {
        var reader = ByteReader(try Self.body(payload))
        let version = try reader.byte()
        guard version == BlockCodec.version else { throw .unknownVersion(version) }
        guard let shape = TimeShape(code: try reader.byte()) else { throw .malformed }
        self.shape = shape
        let count = try reader.varint()
        // Every sample has four bits in a column, so no small block can claim to be a large run.
        guard count <= UInt64(BlockCodec.maximumCount), count / 2 <= UInt64(reader.remaining) else { throw .malformed }
        self.count = Int(count)
        let sizes = (try reader.varint(), try reader.varint(), try reader.varint(), try reader.varint())
        points = RunReader(try reader.column(sizes.0), unit: 1)
        times = RunReader(try reader.column(sizes.1), unit: shape.unit)
        kinds = try reader.column(sizes.2)
        values = try reader.column(sizes.3)
        widths = try values.column((count + 1) / 2)
        values = try values.column(UInt64(values.remaining))
        texts = UnsafeRawBufferPointer(rebasing: reader.bytes[reader.at...])
    }

    /// What the checksum covers.
    private static func body(_ payload: UnsafeRawBufferPointer) throws(BlockError) -> UnsafeRawBufferPointer {
        guard payload.count >= 8 else { throw .truncated }
        let body = UnsafeRawBufferPointer(rebasing: payload[..<(payload.count - 8)])
        let sum = UInt64(littleEndian: payload.loadUnaligned(fromByteOffset: body.count, as: UInt64.self))
        guard Checksum.of(body) == sum else { throw .damaged }
        return body
    }

    /// Appends every sample. The columns must end together.
    mutating func decode(into buffer: SampleBuffer) throws(BlockError) {
        buffer.reserve(buffer.count + count)
        var left = count
        var textAt = 0
        var (value, clock, pair) = (UInt64(0), UInt64(0), UInt8(0))
        while left > 0 {
            let (kind, length) = try run(left)
            for _ in 0..<length {
                pair = (count &- left) & 1 == 0 ? try widths.byte() : pair &>> 4
                value ^= try values.difference(pair & 15)
                let time = try times.next()
                clock = shape.isCurved ? clock &+ time : time
                let point = UInt32(truncatingIfNeeded: try points.next())
                var sample = Sample(point: point, quality: Quality(rawValue: UInt16(kind >> 16)))
                sample.typeCode = UInt8(truncatingIfNeeded: kind)
                sample.flags = UInt8(truncatingIfNeeded: kind >> 8)
                sample.sourceTime = Timestamp(rawValue: Int64(bitPattern: clock))
                sample.bits = value
                try append(sample, &textAt, to: buffer)
                left &-= 1
            }
        }
        guard points.isDone, times.isDone, kinds.remaining == 0, values.remaining == 0, textAt == texts.count else {
            throw .malformed
        }
    }

    private mutating func run(_ left: Int) throws(BlockError) -> (kind: UInt32, length: Int) {
        let kind = try kinds.varint()
        let length = try kinds.varint()
        guard kind <= UInt64(UInt32.max), length > 0, length <= UInt64(left) else { throw .malformed }
        return (UInt32(kind), Int(length))
    }

    @inline(__always)
    private func append(_ sample: Sample, _ textAt: inout Int, to buffer: SampleBuffer) throws(BlockError) {
        guard sample.typeCode >= ValueType.text.rawValue else { return buffer.append(sample) }
        guard sample.bits <= UInt64(texts.count - textAt) else { throw .truncated }
        let end = textAt + Int(sample.bits)
        buffer.append(sample, bytes: UnsafeRawBufferPointer(rebasing: texts[textAt..<end]))
        textAt = end
    }
}

extension ByteReader {
    /// The counterpart of the encoder's `difference`.
    @inline(__always)
    fileprivate mutating func difference(_ width: UInt8) throws(BlockError) -> UInt64 {
        guard width > 0 else { return 0 }
        let size = Int(width <= 8 ? width : width &- 8)
        let value = try low(size)
        return width <= 8 ? value : value &<< UInt64(64 &- size &* 8)
    }
}
