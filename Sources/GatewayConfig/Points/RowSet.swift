/// Finds rows of a table that are alike, in sixteen to twenty-four bytes a row: open addressing over row numbers.
struct RowSet {
    private var slots: [UInt32] = Array(repeating: .max, count: 64)
    /// One entry for each row, in the order they came.
    private var hashes: [UInt32] = []
    private var rows: [UInt32] = []

    /// Adds a row, unless one like it is there: then that one comes back and nothing is added.
    mutating func insert(_ row: Int, hash: Int, isSame: (Int) -> Bool) -> Int? {
        if (rows.count + 1) * 2 > slots.count { grow() }
        let short = UInt32(truncatingIfNeeded: hash)
        var at = Int(short) & (slots.count - 1)
        while slots[at] != .max {
            let entry = Int(slots[at])
            if hashes[entry] == short, isSame(Int(rows[entry])) { return Int(rows[entry]) }
            at = (at + 1) & (slots.count - 1)
        }
        slots[at] = UInt32(rows.count)
        hashes.append(short)
        rows.append(UInt32(row))
        return nil
    }

    private mutating func grow() {
        slots = Array(repeating: .max, count: slots.count * 2)
        for (entry, hash) in hashes.enumerated() {
            var at = Int(hash) & (slots.count - 1)
            while slots[at] != .max { at = (at + 1) & (slots.count - 1) }
            slots[at] = UInt32(entry)
        }
    }
}
