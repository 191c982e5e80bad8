import CGatewayABI
import GatewayCore
import Glibc

/// Memory in the contract's words for one call: texts and tables that are freed together when the call is over.
package final class CallArena {
    private var memory: [UnsafeMutableRawPointer] = []
    private let source: ((Int) -> UnsafeMutableRawPointer?)?

    /// `source`: where bytes come from, aligned to 16, and whose they stay; by default from malloc, until the arena goes.
    package init(source: ((Int) -> UnsafeMutableRawPointer?)? = nil) {
        self.source = source
    }

    deinit {
        for piece in memory { free(piece) }
    }

    private func room(_ size: Int) -> UnsafeMutableRawPointer? {
        if let source { return source(size) }
        guard let room = malloc(size) else { return nil }
        memory.append(room)
        return room
    }

    /// A copy with a zero byte at its end.
    package func text(_ text: String) -> UnsafePointer<CChar>? {
        var text = text
        return text.withUTF8 { bytes in
            guard let room = room(bytes.count + 1) else { return nil }
            UnsafeMutableRawBufferPointer(start: room, count: bytes.count).copyMemory(
                from: UnsafeRawBufferPointer(bytes))
            room.storeBytes(of: 0, toByteOffset: bytes.count, as: UInt8.self)
            return UnsafePointer(room.assumingMemoryBound(to: CChar.self))
        }
    }

    /// `items` in a row; NULL when there are none.
    package func table<Item>(_ items: [Item]) -> UnsafePointer<Item>? {
        guard !items.isEmpty, let room = room(items.count * MemoryLayout<Item>.stride) else { return nil }
        let table = room.bindMemory(to: Item.self, capacity: items.count)
        table.initialize(from: items, count: items.count)
        return UnsafePointer(table)
    }

    package func cells(_ cells: [Cell]) -> UnsafePointer<gw_cell>? {
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
