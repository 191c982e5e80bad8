import CGatewayABI
import GatewayCore
import PluginHost

/// The plugin under judgement. Its description may be wrong; what can be used of it is used.
struct Subject: Sendable {
    let tables: PluginTables
    /// Its place in the file.
    let index: Int
    let declared: DeclaredPlugin
    /// What a gateway would believe, were it accepted.
    let description: PluginDescription
    /// What a gateway would refuse.
    let problems: [String]

    init(_ tables: PluginTables, _ index: Int, path: String) throws(Refusal) {
        self.tables = tables
        self.index = index
        declared = try DeclaredPlugin(reading: tables)
        (description, problems) = DescriptionCheck.best(declared)
    }

    var isSink: Bool { description.kind == .sink }
    var isOnLoop: Bool { tables.loop != nil }
    var isPolled: Bool { isOnLoop ? tables.loop?.read != nil : tables.poll != nil }
    /// Called on a thread of its own, and interrupted when it takes too long.
    var mayBlock: Bool { !isOnLoop }
}
