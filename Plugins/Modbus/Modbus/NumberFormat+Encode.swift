extension NumberFormat {
    /// The bits of an integer; throws when it does not fit.
    public func bits(of value: some FixedWidthInteger) throws(RangeError) -> UInt64 {
        switch self {
        case .int8: try fit(Int8(exactly: value), value)
        case .uint8: try fit(UInt8(exactly: value), value)
        case .int16: try fit(Int16(exactly: value), value)
        case .uint16: try fit(UInt16(exactly: value), value)
        case .int32: try fit(Int32(exactly: value), value)
        case .uint32: try fit(UInt32(exactly: value), value)
        case .int64: try fit(Int64(exactly: value), value)
        case .uint64: try fit(UInt64(exactly: value), value)
        case .float32: UInt64(Float(value).bitPattern)
        case .float64: Double(value).bitPattern
        }
    }

    /// The bits of a floating-point number; integers take the nearest. Throws when it does not fit, or is no number.
    public func bits(of value: Double) throws(RangeError) -> UInt64 {
        guard value.isFinite else { throw RangeError("\(value)", self) }
        switch self {
        case .float32:
            let narrow = Float(value)
            guard narrow.isFinite else { throw RangeError("\(value)", self) }
            return UInt64(narrow.bitPattern)
        case .float64: return value.bitPattern
        case .uint64:
            guard let whole = UInt64(exactly: value.rounded()) else { throw RangeError("\(value)", self) }
            return whole
        default:
            guard let whole = Int64(exactly: value.rounded()) else { throw RangeError("\(value)", self) }
            return try bits(of: whole)
        }
    }

    /// The registers to be sent for the bits of a number: the exact inverse of ``bits(in:at:order:)``.
    public func words(_ bits: UInt64, order: RegisterOrder) -> [UInt16] {
        let placed = order.arrange(bits & mask, registers: registers)
        return (0..<registers).reversed().map { UInt16(truncatingIfNeeded: placed >> UInt64($0 * 16)) }
    }

    private func fit<Fitting: FixedWidthInteger>(
        _ exact: Fitting?, _ value: some FixedWidthInteger
    ) throws(RangeError) -> UInt64 {
        guard let exact else { throw RangeError("\(value)", self) }
        return UInt64(truncatingIfNeeded: exact) & mask
    }
}
