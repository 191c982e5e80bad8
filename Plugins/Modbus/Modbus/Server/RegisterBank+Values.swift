/// Values of several registers: high word first, as the map of a device usually says ("big endian").
extension RegisterBank {
    /// Sets an integer of 16, 32 or 64 bits in one, two or four registers, and defines their addresses.
    public mutating func set(_ value: some FixedWidthInteger, in table: Table, at address: UInt16) {
        // A byte takes a whole register.
        guard value.bitWidth >= 16 else { return set(UInt16(truncatingIfNeeded: value), in: table, at: address) }
        withUnsafeBytes(of: value.bigEndian) { store($0, in: table, at: address) }
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
