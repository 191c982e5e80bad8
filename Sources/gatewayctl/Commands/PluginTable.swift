import GatewayRuntime
import GatewayWire
import PluginHost

/// Plugins of one kind, and the files whose kind nobody could find out.
enum PluginTable {
    /// From the gateway, or from a folder when one is named.
    static func show(_ kind: String, _ places: PluginPlaces, _ gateway: GatewayOptions) async throws {
        let all: [PluginInfo] =
            if places.directory != nil {
                places.plugins.scan().flatMap { PluginInfo.all(of: $0) }
            } else {
                try await gateway.client.plugins(rescan: true)
            }
        let plugins = all.filter { $0.kind == kind || $0.kind == nil }
        let console = gateway.console
        if console.wantsJSON { return try console.json(plugins) }
        guard !plugins.isEmpty else { return console.line("There are no \(kind)s in the plugin directory.") }
        console.table(of(plugins))
    }

    static func of(_ plugins: [PluginInfo]) -> TextTable {
        var table = TextTable([
            .init(title: "ID"), .init(title: "VERSION"), .init(title: "KIND"), .init(title: "NAME", flexible: true),
            .init(title: "FILE", flexible: true), .init(title: "ISOLATION"), .init(title: "STATE"),
            .init(title: "REASON", flexible: true),
        ])
        for plugin in plugins {
            table.add([
                .init(plugin.id ?? "-", .bold), .init(plugin.running?.version ?? plugin.version ?? "-"),
                .init(plugin.kind ?? "-"), .init(plugin.name ?? "-"), .init(plugin.file),
                .init(plugin.isolation ?? "-"), state(plugin), .init(words(plugin).first ?? ""),
            ])
            for reason in words(plugin).dropFirst() { table.add(["", "", "", "", "", "", "", .init(reason)]) }
        }
        return table
    }

    /// `loaded (file removed)`: what runs need not be what lies there.
    private static func state(_ plugin: PluginInfo) -> TextTable.Cell {
        guard let file = plugin.fileState else { return .init(plugin.state, Style.Ink(state: plugin.state)) }
        return .init("\(plugin.state) (file \(file))", .yellow)
    }

    private static func words(_ plugin: PluginInfo) -> [String] {
        plugin.reasons + [plugin.advice].compactMap(\.self)
    }
}
