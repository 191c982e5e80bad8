import GatewayCore

/// Growing memory for one block on its way out.
///
/// Callers reserve the worst case of a column once, so that the loops below need no check per sample.
struct ByteWriter: ~Copyable {
    private var base: UnsafeMutableRawPointer
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = max(64, capacity)
        base = .allocate(byteCount: self.capacity, alignment: 8)
    }

    deinit {
        base.deallocate()
    }

    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: base, count: count)
    }

    mutating func reserve(_ wanted: Int) {
        guard count + wanted > capacity else { return }
        capacity = max(capacity * 2, count + wanted)
        let grown = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
        grown.copyMemory(from: base, byteCount: count)
        base.deallocate()
        base = grown
    }

    /// Needs 1 reserved byte.
    @inline(__always)
    mutating func byte(_ value: UInt8) {
        base.storeBytes(of: value, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    /// Overwrites a byte that has been written.
    @inline(__always)
    mutating func set(_ value: UInt8, at offset: Int) {
        base.storeBytes(of: value, toByteOffset: offset, as: UInt8.self)
    }

    /// The low `size` bytes of a word. Needs 8 reserved bytes, whatever the size.
    @inline(__always)
    mutating func word(_ value: UInt64, size: Int) {
        base.storeBytes(of: value.littleEndian, toByteOffset: count, as: UInt64.self)
        count += size
    }

    /// LEB128. Needs 10 reserved bytes.
    @inline(__always)
    mutating func varint(_ value: UInt64) {
        var value = value
        while value >= 0x80 {
            byte(UInt8(truncatingIfNeeded: value) | 0x80)
            value &>>= 7
        }
        byte(UInt8(truncatingIfNeeded: value))
    }

    mutating func append(_ other: UnsafeRawBufferPointer) {
        guard let start = other.baseAddress else { return }
        reserve(other.count)
        (base + count).copyMemory(from: start, byteCount: other.count)
        count += other.count
    }

    /// Leaves room that ``set(_:at:)`` fills. Zeroed.
    mutating func skip(_ size: Int) {
        reserve(size)
        (base + count).initializeMemory(as: UInt8.self, repeating: 0, count: size)
        count += size
    }
}
