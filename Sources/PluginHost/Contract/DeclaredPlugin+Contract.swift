import CGatewayABI

extension DeclaredPlugin {
    /// More fields than any schema has; a larger count is a table of garbage.
    private static let fieldLimit: UInt32 = 1024

    /// Asks the plugin what it is. Runs its `describe` and follows its pointers, so only in the describing child.
    package init(reading tables: PluginTables) throws(Refusal) {
        guard let source = tables.describe.describe?(tables.plugin) else {
            throw Refusal(.noDescription, "its describe function returned NULL; return the plugin's description")
        }
        let table = ContractTable.read(source, over: gw_description())
        let whole = FirstRevision.description
        guard Int(table.struct_size) >= whole else {
            throw Refusal(
                .shortTable,
                "its gw_description says it has \(table.struct_size) bytes, at least \(whole) are needed; "
                    + "set struct_size to sizeof(gw_description)")
        }
        self.init(
            kind: table.kind, id: ForeignText.read(table.id), version: ForeignText.read(table.version),
            name: ForeignText.read(table.name), summary: ForeignText.read(table.summary),
            capabilities: table.capabilities, settings: try Self.fields(table.settings, "settings"),
            device: try Self.fields(table.device, "device"), address: try Self.fields(table.address, "address"),
            extensions: tables.extensions)
    }

    private static func fields(_ schema: gw_schema, _ name: String) throws(Refusal) -> [DeclaredField] {
        guard schema.count > 0 else { return [] }
        guard schema.count <= fieldLimit, let fields = schema.fields else {
            throw Refusal(
                .badDescription,
                "its \(name) schema claims \(schema.count) fields at \(schema.fields.debugDescription); "
                    + "give their address and count, at most \(fieldLimit)")
        }
        return UnsafeBufferPointer(start: fields, count: Int(schema.count)).map(DeclaredField.init)
    }
}

extension DeclaredField {
    init(_ field: gw_field) {
        self.init(
            key: ForeignText.read(field.key), type: field.type, flags: field.flags, minimum: field.minimum,
            maximum: field.maximum, defaultText: ForeignText.read(field.default_value),
            choices: ForeignText.read(field.choices), help: ForeignText.read(field.help))
    }
}
