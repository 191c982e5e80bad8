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
                .init(plugin.id ?? "-", .bold), .init(plugin.version ?? "-"), .init(plugin.kind ?? "-"),
                .init(plugin.name ?? "-"),
                .init(plugin.file), .init(plugin.isolation ?? "-"), .init(plugin.state, Style.Ink(state: plugin.state)),
                .init(plugin.reasons.first ?? ""),
            ])
            for reason in plugin.reasons.dropFirst() { table.add(["", "", "", "", "", "", "", .init(reason)]) }
        }
        return table
    }
}
