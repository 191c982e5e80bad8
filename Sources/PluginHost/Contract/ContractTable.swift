/// The one rule by which tables that may be older or newer than ours are read.
package enum ContractTable {
    /// Copies `min(struct_size, sizeof)` bytes into a zeroed table, so that a function the other side does not know of
    /// reads as NULL. A size that ends within a member is rounded down to the member's start: half a pointer is none.
    package static func read<Table>(_ source: UnsafeRawPointer, over empty: Table) -> Table {
        var table = empty
        let size = Int(source.loadUnaligned(as: UInt32.self)) & ~7
        withUnsafeMutableBytes(of: &table) { room in
            room.copyMemory(from: UnsafeRawBufferPointer(start: source, count: min(size, room.count)))
        }
        return table
    }
}
