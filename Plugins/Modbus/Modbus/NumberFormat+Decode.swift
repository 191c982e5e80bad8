extension NumberFormat {
    /// The bits of the number whose first register begins at byte `offset` of a response's data; `nil` when the data
    /// end before. Allocates nothing.
    @inlinable
    @inline(__always)
    public func bits(in data: UnsafeRawBufferPointer, at offset: Int, order: RegisterOrder) -> UInt64? {
        guard offset >= 0, registers * 2 <= data.count - offset else { return nil }
        let bits: UInt64
        switch registers {
        case 1: bits = UInt64(UInt16(bigEndian: data.loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
        case 2: bits = UInt64(UInt32(bigEndian: data.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
        default: bits = UInt64(bigEndian: data.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        return order.arrange(bits, registers: registers) & mask
    }

    /// The bits as a signed integer, the sign carried up. For the formats that are integers.
    @inlinable
    public func signed(_ bits: UInt64) -> Int64 {
        switch self {
        case .int8: Int64(Int8(truncatingIfNeeded: bits))
        case .int16: Int64(Int16(truncatingIfNeeded: bits))
        case .int32: Int64(Int32(truncatingIfNeeded: bits))
        default: Int64(bitPattern: bits)
        }
    }

    /// The bits as a floating-point number, whatever the format.
    @inlinable
    public func float(_ bits: UInt64) -> Double {
        switch self {
        case .float32: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        case .float64: Double(bitPattern: bits)
        case .uint8, .uint16, .uint32, .uint64: Double(bits)
        case .int8, .int16, .int32, .int64: Double(signed(bits))
        }
    }
}
