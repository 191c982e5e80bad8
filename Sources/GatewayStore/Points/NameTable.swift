/// Names and their places, packed: an arena of UTF-8 and a hash table of numbers, about 50 bytes a name.
///
/// Names are the same when their bytes are.
struct NameTable: Sendable {
    private var arena: [UInt8] = []
    /// Where each name ends in the arena; it begins where the one before ends.
    private var ends: [UInt32] = []
    /// Open addressing: the id plus one, or zero. A power of two, at most half full.
    private var slots = [UInt32](repeating: 0, count: 64)

    var count: Int {
        ends.count
    }

    func name(of id: UInt32) -> String? {
        guard Int(id) < ends.count else { return nil }
        return String(decoding: arena[range(Int(id))], as: UTF8.self)
    }

    func id(of name: String) -> UInt32? {
        var name = name
        return name.withUTF8 { find(UnsafeRawBufferPointer($0)).id }
    }

    /// The id of a name, which is new when it was not there.
    mutating func insert(_ name: String) -> (id: UInt32, isNew: Bool) {
        var name = name
        return name.withUTF8 { insert(UnsafeRawBufferPointer($0)) }
    }

    /// Gives the next id to a name that cannot be read any more; nobody finds it.
    mutating func insertLost() {
        ends.append(UInt32(arena.count))
    }

    mutating func insert(_ bytes: UnsafeRawBufferPointer) -> (id: UInt32, isNew: Bool) {
        let (found, slot) = find(bytes)
        if let found { return (found, false) }
        let id = UInt32(ends.count)
        arena.append(contentsOf: bytes)
        ends.append(UInt32(arena.count))
        slots[slot] = id + 1
        if ends.count * 2 > slots.count { grow() }
        return (id, true)
    }

    private func range(_ id: Int) -> Range<Int> {
        (id == 0 ? 0 : Int(ends[id - 1]))..<Int(ends[id])
    }

    private func find(_ name: UnsafeRawBufferPointer) -> (id: UInt32?, slot: Int) {
        var slot = Int(truncatingIfNeeded: Checksum.of(name)) & (slots.count - 1)
        while slots[slot] != 0 {
            let id = slots[slot] - 1
            if arena[range(Int(id))].elementsEqual(name) { return (id, slot) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return (nil, slot)
    }

    private mutating func grow() {
        let old = slots
        slots = [UInt32](repeating: 0, count: old.count * 2)
        arena.withUnsafeBytes { arena in
            for entry in old where entry != 0 {
                let name = UnsafeRawBufferPointer(rebasing: arena[range(Int(entry - 1))])
                var slot = Int(truncatingIfNeeded: Checksum.of(name)) & (slots.count - 1)
                while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
                slots[slot] = entry
            }
        }
    }
}
