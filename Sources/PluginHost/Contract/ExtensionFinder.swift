import CGatewayABI

/// Asks one plugin for its extensions.
struct ExtensionFinder {
    private let plugin: UnsafePointer<gw_plugin>
    private let core: gw_plugin

    init(_ plugin: UnsafePointer<gw_plugin>, _ core: gw_plugin) {
        self.plugin = plugin
        self.core = core
    }

    /// The table called `id`, or `nil` when the plugin has none. A table without what it is there for is refused: it was
    /// meant to be used.
    func find<Table>(_ id: String, _ empty: Table, _ isComplete: (Table) -> Bool) throws(Refusal) -> Table? {
        guard let source = core.get_extension?(plugin, id) else { return nil }
        let table = ContractTable.read(source, over: empty)
        guard isComplete(table) else {
            throw Refusal(
                .shortTable,
                "its \(id) table is too short or has NULL where a function must be; "
                    + "set struct_size to the size of the table and fill in its functions")
        }
        return table
    }
}
