import GatewayCore

/// One record in the making: header, then fields in order, little-endian, texts and byte strings with their size before.
struct MessageWriter {
    private(set) var bytes: [UInt8]

    init(kind: UInt16, number: UInt64 = 0, capacity: Int = 256) {
        bytes = []
        bytes.reserveCapacity(capacity)
        put(UInt32(0))
        put(kind)
        put(UInt16(0))
        put(number)
    }

    mutating func put<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ flag: Bool) { put(UInt8(flag ? 1 : 0)) }
    mutating func put(_ real: Double) { put(real.bitPattern) }
    mutating func put(_ duration: Duration) { put(duration.nanoseconds) }

    mutating func put(_ text: String) {
        put(UInt32(clamping: text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// Texts of strangers may be long; what is beyond `limit` bytes of them is cut off.
    mutating func put(_ text: String, limit: Int) {
        put(text.utf8.count <= limit ? text : String(decoding: text.utf8.prefix(limit), as: UTF8.self))
    }

    mutating func put(_ raw: UnsafeRawBufferPointer) {
        put(UInt32(clamping: raw.count))
        bytes.append(contentsOf: raw)
    }

    mutating func put<Item>(_ items: [Item], _ putItem: (inout MessageWriter, Item) -> Void) {
        put(UInt32(clamping: items.count))
        for item in items { putItem(&self, item) }
    }

    /// So that what follows lies on a multiple of 8.
    mutating func align() {
        while bytes.count % 8 != 0 { bytes.append(0) }
    }

    /// As they lie in memory: the other side is the same program on the same machine.
    mutating func put(samples: UnsafeBufferPointer<Sample>) {
        bytes.append(contentsOf: UnsafeRawBufferPointer(samples))
    }

    /// Whole, with its size in place.
    mutating func finish() -> [UInt8] {
        align()
        withUnsafeBytes(of: UInt32(clamping: bytes.count).littleEndian) { size in
            for (index, byte) in size.enumerated() { bytes[index] = byte }
        }
        return bytes
    }
}
