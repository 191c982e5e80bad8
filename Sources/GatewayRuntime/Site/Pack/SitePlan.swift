import GatewayConfig
import GatewayCore
import GatewayWire
import PluginHost

/// What a site needs beside what lies in the plugin directory. Pure.
public struct SitePlan {
    private let needs: [PluginNeed]
    private let files: [PluginFile]

    public init(needs: [PluginNeed], files: [PluginFile]) {
        self.needs = needs
        self.files = files
    }

    /// What the site needs, by id, then what it does not, by file.
    public var rows: [SitePlanInfo] {
        needs.map(row) + surplus
    }

    /// Everything the site needs is there and fits.
    public var isComplete: Bool {
        needs.map(row).allSatisfy { $0.state == "ready" }
    }

    /// The files that the site needs, each once, in the order of the directory.
    public var neededFiles: [PluginFile] {
        files.filter { file in file.plugins.contains { plugin in needs.contains { $0.id == plugin.id } } }
    }

    private func row(_ need: PluginNeed) -> SitePlanInfo {
        var row = SitePlanInfo(
            id: need.id, state: "ready", wanted: need.choice.version?.description, place: "\(need.location)")
        guard let (file, plugin) = found(need.id) else { return absent(row) }
        (row.version, row.file, row.sha256) = (plugin.version, file.path, file.sha256)
        if let kind = need.kind, kind != plugin.kind {
            (row.state, row.advice) = ("refused", "it is a \(plugin.kind.word), the site wants a \(kind.word)")
        } else if let range = need.choice.version, !range.contains(plugin.version) {
            (row.state, row.advice) = ("version", "put a version from \(range) into the directory, or change the range")
        } else if let wanted = need.choice.sha256, wanted != file.sha256 {
            (row.state, row.advice) = ("digest", "the site wants the file with SHA-256 \(wanted)")
        }
        return row
    }

    /// Nobody offers the id; a file of that name may have been refused.
    private func absent(_ row: SitePlanInfo) -> SitePlanInfo {
        var row = row
        if let file = files.first(where: { $0.refusal != nil && Self.stem($0) == row.id }) {
            (row.state, row.file, row.advice) = ("refused", file.path, file.refusal?.message)
            row.sha256 = file.sha256.isEmpty ? nil : file.sha256
        } else {
            (row.state, row.advice) = ("missing", "put its .so into the plugin directory")
        }
        return row
    }

    private var surplus: [SitePlanInfo] {
        let ids = Set(needs.map(\.id))
        return files.filter { file in
            file.refusal == nil
                ? !file.plugins.contains { ids.contains($0.id) } : !ids.contains(Self.stem(file))
        }.map { file in
            let plugin = file.plugins.first
            return SitePlanInfo(
                id: plugin?.id ?? Self.stem(file), state: "surplus", version: plugin?.version, file: file.path,
                sha256: file.sha256.isEmpty ? nil : file.sha256, advice: file.refusal?.message)
        }
    }

    private func found(_ id: String) -> (PluginFile, PluginDescription)? {
        for file in files {
            if let plugin = file.plugins.first(where: { $0.id == id }) { return (file, plugin) }
        }
        return nil
    }

    private static func stem(_ file: PluginFile) -> String {
        file.name.split(separator: ".").first.map(String.init) ?? file.name
    }
}
