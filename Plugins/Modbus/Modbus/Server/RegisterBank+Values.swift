/// Values of several registers: high word first, as the map of a device usually says ("big endian").
extension RegisterBank {
    /// Sets an integer of 16, 32 or 64 bits in one, two or four registers, and defines their addresses.
    public mutating func set(_ value: some FixedWidthInteger, in table: Table, at address: UInt16) {
        var bytes: [UInt8] = []
        for shift in stride(from: value.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
        // A byte takes a whole register.
        if bytes.count == 1 { bytes.insert(0, at: 0) }
        store(bytes, in: table, at: address)
    }

    public mutating func set(_ value: Float, in table: Table, at address: UInt16) {
        set(value.bitPattern, in: table, at: address)
    }

    public mutating func set(_ value: Double, in table: Table, at address: UInt16) {
        set(value.bitPattern, in: table, at: address)
    }

    /// Sets text as UTF-8 in `registers` registers, two bytes each, cut or filled up with zero bytes.
    public mutating func set(_ text: String, in table: Table, at address: UInt16, registers: Int) {
        let size = max(0, registers) * 2
        let bytes = Array(text.utf8.prefix(size))
        store(bytes + Array(repeating: 0, count: size - bytes.count), in: table, at: address)
    }

    /// An integer from as many registers as its type needs; registers past 65,535 count as zero.
    public func integer<Value: FixedWidthInteger>(_ type: Value.Type, _ table: Table, at address: UInt16) -> Value {
        var value: Value = 0
        for offset in 0..<max(1, Value.bitWidth / 16) {
            let (place, isPast) = address.addingReportingOverflow(UInt16(offset))
            let word = isPast ? 0 : register(table, at: place)
            value = value << 16 | Value(truncatingIfNeeded: word)
        }
        return value
    }
}
