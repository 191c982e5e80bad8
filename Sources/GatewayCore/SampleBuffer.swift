/// A growing run of samples with the bytes of their texts: what a driver fills, a lane keeps and a sink receives.
///
/// It owns its memory and keeps it over ``removeAll()``, so a buffer in steady use allocates nothing. One owner at a time.
public final class SampleBuffer {
    // Unchecked: no access to these ever calls out, so none can overlap another, and the check at run time costs more than
    // an append does.
    @exclusivity(unchecked) @usableFromInline var memory: UnsafeMutablePointer<Sample>
    @exclusivity(unchecked) @usableFromInline var used = 0
    @exclusivity(unchecked) @usableFromInline var room: Int
    @exclusivity(unchecked) public private(set) var bytes: UnsafeMutablePointer<UInt8>
    @exclusivity(unchecked) public private(set) var byteCount = 0
    @exclusivity(unchecked) private var byteCapacity: Int

    public init(capacity: Int = 64, byteCapacity: Int = 0) {
        room = max(1, capacity)
        self.byteCapacity = max(1, byteCapacity)
        memory = .allocate(capacity: room)
        bytes = .allocate(capacity: self.byteCapacity)
    }

    deinit {
        memory.deallocate()
        bytes.deallocate()
    }

    @inlinable
    public var samples: UnsafeMutablePointer<Sample> {
        memory
    }

    @inlinable
    public var count: Int {
        used
    }

    @inlinable
    public var capacity: Int {
        room
    }

    @inlinable
    public var isEmpty: Bool {
        used == 0
    }

    public var view: UnsafeBufferPointer<Sample> {
        UnsafeBufferPointer(start: samples, count: count)
    }

    public var byteView: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: bytes, count: byteCount)
    }

    public func removeAll() {
        used = 0
        byteCount = 0
    }

    @inlinable
    @inline(__always)
    public func append(_ sample: Sample) {
        if used == room { reserve(room * 2) }
        memory[used] = sample
        used += 1
    }

    /// Makes room for `limit` more samples and lets `body` write them in place; it returns how many it wrote, and leaves the
    /// buffer alone meanwhile. For numbers only: texts and bytes go through ``append(_:bytes:)``.
    @inlinable
    @inline(__always)
    public func append(upTo limit: Int, _ body: (UnsafeMutablePointer<Sample>) -> Int) {
        if room - used < limit { reserve(max(room * 2, used + limit)) }
        let written = body(memory + used)
        precondition(written >= 0 && written <= limit, "more samples than there was room for")
        used += written
    }

    /// Appends a sample whose text or bytes are `span`, copying them in. Spans that would pass 4 GiB are cut off.
    public func append(_ sample: Sample, bytes span: UnsafeRawBufferPointer) {
        var sample = sample
        let size = min(span.count, Int(UInt32.max) - byteCount)
        reserveBytes(byteCount + size)
        if size > 0, let start = span.baseAddress {
            UnsafeMutableRawPointer(bytes + byteCount).copyMemory(from: start, byteCount: size)
        }
        sample.bits = UInt64(size) << 32 | UInt64(byteCount)
        byteCount += size
        append(sample)
    }

    public func append(point: UInt32, text: String, quality: Quality = .good, sourceTime: Timestamp = .none) {
        var text = text
        text.withUTF8 {
            append(
                Sample(point: point, type: .text, quality: quality, sourceTime: sourceTime),
                bytes: UnsafeRawBufferPointer($0))
        }
    }

    /// Appends all samples of another run; `bytes` are the bytes their spans point into. Spans outside are emptied.
    public func append(contentsOf other: UnsafeBufferPointer<Sample>, bytes otherBytes: UnsafeRawBufferPointer) {
        guard other.contains(where: \.hasSpan) else { return append(plain: other) }
        for sample in other {
            if sample.hasSpan {
                append(sample, bytes: Self.slice(sample, of: otherBytes))
            } else {
                append(sample)
            }
        }
    }

    /// Numbers carry everything within themselves: one copy for all.
    private func append(plain other: UnsafeBufferPointer<Sample>) {
        guard let start = other.baseAddress else { return }
        append(upTo: other.count) { place in
            place.initialize(from: start, count: other.count)
            return other.count
        }
    }

    /// The text or byte string of a sample of this buffer; empty when it has none.
    public func span(of sample: Sample) -> UnsafeRawBufferPointer {
        Self.slice(sample, of: byteView)
    }

    /// The text or byte string of a sample within `bytes`; empty when the span lies outside.
    public static func slice(_ sample: Sample, of bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let (offset, size) = sample.span
        guard sample.hasSpan, offset <= bytes.count, size <= bytes.count - offset else {
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + size])
    }

    /// The value of a sample whose spans point into `bytes`.
    public static func value(_ sample: Sample, bytes: UnsafeRawBufferPointer) -> Value {
        switch sample.type {
        case .none: .none
        case .bool: .bool(sample.bits != 0)
        case .int: .int(sample.int)
        case .uint: .uint(sample.bits)
        case .float: .float(sample.float)
        case .text: .text(String(decoding: slice(sample, of: bytes), as: UTF8.self))
        case .bytes: .bytes(Array(slice(sample, of: bytes)))
        }
    }

    public func reserve(_ wanted: Int) {
        guard wanted > capacity else { return }
        let grown = UnsafeMutablePointer<Sample>.allocate(capacity: wanted)
        grown.moveInitialize(from: memory, count: used)
        memory.deallocate()
        memory = grown
        room = wanted
    }

    private func reserveBytes(_ wanted: Int) {
        guard wanted > byteCapacity else { return }
        let size = max(wanted, byteCapacity * 2)
        let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
        grown.moveInitialize(from: bytes, count: byteCount)
        bytes.deallocate()
        bytes = grown
        byteCapacity = size
    }
}
