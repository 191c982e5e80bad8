import CGatewayABI
import GatewayCore
import Glibc

/// Memory in the contract's words for one call: texts and tables that are freed together when the call is over.
final class CallArena {
    private var memory: [UnsafeMutableRawPointer] = []

    deinit {
        for piece in memory { free(piece) }
    }

    /// A copy with a zero byte at its end.
    func text(_ text: String) -> UnsafePointer<CChar>? {
        guard let copy = strdup(text) else { return nil }
        memory.append(copy)
        return UnsafePointer(copy)
    }

    /// `items` in a row; NULL when there are none.
    func table<Item>(_ items: [Item]) -> UnsafePointer<Item>? {
        guard !items.isEmpty, let room = malloc(items.count * MemoryLayout<Item>.stride) else { return nil }
        memory.append(room)
        let table = room.bindMemory(to: Item.self, capacity: items.count)
        table.initialize(from: items, count: items.count)
        return UnsafePointer(table)
    }

    func cells(_ cells: [Cell]) -> UnsafePointer<gw_cell>? {
        table(cells.map(cell))
    }

    private func cell(_ cell: Cell) -> gw_cell {
        var table = gw_cell()
        switch cell {
        case .absent: table.type = UInt8(GW_TYPE_NONE)
        case .bool(let value): (table.type, table.value.integer) = (UInt8(GW_TYPE_BOOL), value ? 1 : 0)
        case .int(let value): (table.type, table.value.integer) = (UInt8(GW_TYPE_INT), value)
        case .float(let value): (table.type, table.value.real) = (UInt8(GW_TYPE_FLOAT), value)
        case .text(let value):
            table.type = UInt8(GW_TYPE_TEXT)
            table.size = UInt32(clamping: value.utf8.count)
            table.value.text = text(value)
        }
        return table
    }
}
