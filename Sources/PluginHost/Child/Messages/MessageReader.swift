import GatewayCore

/// Reads the fields of a record that somebody else wrote. Never reads past its end and never believes a count that the
/// rest cannot hold.
struct MessageReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var left: Int { bytes.count - offset }

    mutating func number<Number: FixedWidthInteger>(_: Number.Type = Number.self) throws(RingBreach) -> Number {
        let raw = try take(MemoryLayout<Number>.size)
        return Number(littleEndian: raw.loadUnaligned(as: Number.self))
    }

    mutating func flag() throws(RingBreach) -> Bool { try number(UInt8.self) != 0 }
    mutating func real() throws(RingBreach) -> Double { Double(bitPattern: try number()) }
    mutating func duration() throws(RingBreach) -> Duration { .nanoseconds(try number(Int64.self)) }

    /// Repaired when it is not UTF-8.
    mutating func text() throws(RingBreach) -> String {
        String(decoding: try raw(), as: UTF8.self)
    }

    /// The same of a stranger: what is beyond `limit` bytes is left out.
    mutating func text(limit: Int) throws(RingBreach) -> String {
        String(decoding: try raw().prefix(limit), as: UTF8.self)
    }

    /// Borrowed from the record.
    mutating func raw() throws(RingBreach) -> UnsafeRawBufferPointer {
        try take(Int(try number(UInt32.self)))
    }

    /// As many items as the record says, each at least `atLeast` bytes long, and not more than `atMost`.
    mutating func items<Item>(
        atLeast size: Int, atMost limit: Int = .max, _ read: (inout MessageReader) throws(RingBreach) -> Item
    ) throws(RingBreach) -> [Item] {
        let count = Int(try number(UInt32.self))
        guard count <= limit, count <= left / max(1, size) else { throw RingBreach("\(count) items in \(left) bytes") }
        var items: [Item] = []
        items.reserveCapacity(count)
        for _ in 0..<count { items.append(try read(&self)) }
        return items
    }

    mutating func align() throws(RingBreach) {
        _ = try take((8 - offset % 8) % 8)
    }

    /// Samples as they lie; borrowed. After ``align()``.
    mutating func samples(_ count: Int) throws(RingBreach) -> UnsafeBufferPointer<Sample> {
        let (size, overflows) = count.multipliedReportingOverflow(by: MemoryLayout<Sample>.stride)
        guard !overflows else { throw RingBreach("\(count) samples in \(left) bytes") }
        let raw = try take(size)
        return UnsafeBufferPointer(start: raw.baseAddress?.assumingMemoryBound(to: Sample.self), count: count)
    }

    private mutating func take(_ count: Int) throws(RingBreach) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= left else { throw RingBreach("\(count) bytes wanted, \(left) are left") }
        defer { offset += count }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + count)])
    }
}
