import CGatewayABI
import GatewayCore
import Glibc

/// Settings or address columns as the contract carries them, with the schema's defaults filled in. Owns its memory.
final class Cells {
    let pointer: UnsafeMutablePointer<gw_cell>
    let count: Int
    private var texts: [UnsafeMutablePointer<CChar>] = []

    init(_ schema: [FieldSchema], _ given: [String: Cell]) {
        count = schema.count
        pointer = .allocate(capacity: max(1, schema.count))
        for (index, field) in schema.enumerated() {
            (pointer + index).initialize(to: cell(given[field.key] ?? Self.standard(field)))
        }
        for key in given.keys { precondition(schema.contains { $0.key == key }, "the schema has no \(key)") }
    }

    deinit {
        texts.forEach { free($0) }
        pointer.deallocate()
    }

    private static func standard(_ field: FieldSchema) -> Cell {
        guard let text = field.defaultText else { return .absent }
        if case .int = field.kind, let number = Int64(text) { return .int(number) }
        return .text(text)
    }

    private func cell(_ value: Cell) -> gw_cell {
        var cell = gw_cell()
        switch value {
        case .absent: break
        case .bool(let bool):
            cell.type = UInt8(GW_TYPE_BOOL)
            cell.value.integer = bool ? 1 : 0
        case .int(let number):
            cell.type = UInt8(GW_TYPE_INT)
            cell.value.integer = number
        case .float(let number):
            cell.type = UInt8(GW_TYPE_FLOAT)
            cell.value.real = number
        case .text(let text):
            cell.type = UInt8(GW_TYPE_TEXT)
            cell.size = UInt32(text.utf8.count)
            let copy: UnsafeMutablePointer<CChar> = strdup(text)
            texts.append(copy)
            cell.value.text = UnsafePointer(copy)
        }
        return cell
    }
}
