import CGatewayABI
import GatewayCore
import Glibc

/// Settings as the host hands them over: a cell for each field of the schema, defaults filled in.
final class SettingCells {
    private let cells: UnsafeMutablePointer<gw_cell>
    private let names: [UnsafeMutablePointer<CChar>?]
    let count: Int
    private var texts: [UnsafeMutablePointer<CChar>?] = []

    init(_ schema: [FieldSchema], _ values: [String: String], sink: String, site: String) {
        count = schema.count
        cells = .allocate(capacity: max(1, count))
        names = [strdup(sink), strdup(site)]
        for (index, field) in schema.enumerated() {
            (cells + index).initialize(to: cell(field, values[field.key] ?? field.defaultText))
        }
        let unknown = values.keys.filter { key in !schema.contains { $0.key == key } }
        precondition(unknown.isEmpty, "no such settings: \(unknown)")
    }

    deinit {
        for text in texts + names { free(text) }
        cells.deallocate()
    }

    func withTable<Result>(_ body: (UnsafePointer<gw_settings>) -> Result) -> Result {
        var table = gw_settings()
        table.struct_size = UInt32(MemoryLayout<gw_settings>.size)
        table.count = UInt32(count)
        table.cells = UnsafePointer(cells)
        table.name = UnsafePointer(names[0])
        table.site = UnsafePointer(names[1])
        return body(&table)
    }

    private func cell(_ field: FieldSchema, _ text: String?) -> gw_cell {
        var cell = gw_cell()
        guard let text else { return cell }
        switch field.kind {
        case .bool:
            cell.type = UInt8(GW_TYPE_BOOL)
            cell.value.integer = text == "true" ? 1 : 0
        case .int:
            cell.type = UInt8(GW_TYPE_INT)
            cell.value.integer = Int64(text) ?? 0
        case .float:
            cell.type = UInt8(GW_TYPE_FLOAT)
            cell.value.real = Double(text) ?? 0
        case .text, .choice, .secret:
            cell.type = UInt8(GW_TYPE_TEXT)
            cell.size = UInt32(text.utf8.count)
            texts.append(strdup(text))
            cell.value.text = UnsafePointer(texts.last.flatMap { $0 })
        }
        return cell
    }
}
