import CGatewayABI
import GatewayCore
import Glibc

extension PluginDescription {
    /// The description in the contract's words, for the life of the process.
    func contractTable() -> UnsafePointer<gw_description> {
        var table = gw_description()
        table.struct_size = UInt32(MemoryLayout<gw_description>.size)
        table.kind = kind.rawValue
        table.id = Self.immortal(id)
        table.version = Self.immortal(version)
        table.name = Self.immortal(name)
        table.summary = Self.immortal(summary)
        table.capabilities = (speaksByItself ? UInt64(GW_CAPABILITY_EVENTS) : 0)
        table.settings = Self.schema(settings)
        table.device = Self.schema(device)
        table.address = Self.schema(address)
        let memory = UnsafeMutablePointer<gw_description>.allocate(capacity: 1)
        memory.initialize(to: table)
        return UnsafePointer(memory)
    }

    private static func immortal(_ text: String) -> UnsafePointer<CChar>? {
        UnsafePointer(strdup(text))
    }

    private static func schema(_ fields: [FieldSchema]) -> gw_schema {
        let memory = UnsafeMutablePointer<gw_field>.allocate(capacity: max(1, fields.count))
        for (index, field) in fields.enumerated() {
            (memory + index).initialize(to: row(field))
        }
        return gw_schema(fields: memory, count: UInt32(fields.count), reserved: 0)
    }

    private static func row(_ field: FieldSchema) -> gw_field {
        var row = gw_field()
        row.key = immortal(field.key)
        row.help = immortal(field.help)
        row.default_value = field.defaultText.flatMap { immortal($0) }
        row.flags = field.isRequired ? UInt32(GW_FIELD_REQUIRED) : 0
        (row.minimum, row.maximum) = (1, 0)
        switch field.kind {
        case .bool: row.type = UInt32(GW_FIELD_BOOL)
        case .int(let range):
            row.type = UInt32(GW_FIELD_INT)
            (row.minimum, row.maximum) = (Double(range.lowerBound), Double(range.upperBound))
        case .float(let range):
            row.type = UInt32(GW_FIELD_FLOAT)
            (row.minimum, row.maximum) = (range.lowerBound, range.upperBound)
        case .text(let length):
            row.type = UInt32(GW_FIELD_TEXT)
            (row.minimum, row.maximum) = (Double(length.lowerBound), Double(length.upperBound))
        case .choice(let words):
            row.type = UInt32(GW_FIELD_CHOICE)
            row.choices = immortal(words.joined(separator: "|"))
        case .secret: row.type = UInt32(GW_FIELD_SECRET)
        }
        return row
    }
}
