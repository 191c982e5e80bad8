import GatewayCore

/// Which plugins a site's files name, found without any plugin being there.
public struct PluginNeeds: Sendable {
    /// By id, in order.
    public let needs: [PluginNeed]
    /// Why the answer may not be whole: files that cannot be read, a range that is none.
    public let findings: [Finding]
    /// As the site calls itself; empty when it does not say.
    public let site: String

    /// - Parameter folder: as the user typed it; findings begin with it.
    public init(of folder: String) {
        guard let place = SiteFolder(folder) else {
            let finding = Finding(
                file: folder, line: 1, column: 1, message: "there is no such folder",
                mend: "name the folder of a site, which holds site.yaml")
            (needs, findings, site) = ([], [finding], "")
            return
        }
        let context = ReadingContext(folder: place, plugins: [], refused: [:], environment: [:])
        let general = SiteFileReader(context: context).read()?.site
        let choices = Dictionary((general?.plugins ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var found: [String: PluginNeed] = [:]
        for (folder, kind) in [("channels", PluginKind.driver), ("sinks", .sink)] {
            for (id, location) in Self.named(in: folder, context) where found[id] == nil {
                found[id] = PluginNeed(choice: choices[id] ?? PluginChoice(id: id), kind: kind, location: location)
            }
        }
        let siteFile = Location(file: place.name(SiteFileReader.name), line: 1)
        for (id, choice) in choices where found[id] == nil {
            found[id] = PluginNeed(choice: choice, kind: nil, location: siteFile)
        }
        needs = found.values.sorted { $0.id < $1.id }
        // That no plugin is there is not the site's fault here.
        findings = context.findings.sorted.filter { $0.severity == .error }
        site = general?.name ?? ""
    }

    private static func named(in folder: String, _ context: ReadingContext) -> [(id: String, location: Location)] {
        context.folder.list(folder).filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.compactMap { name in
            guard let file = context.load("\(folder)/\(name)", limit: SourceLimits.yamlBytes),
                let root = YAMLFile.root(file, context.findings),
                var section = Section(root, what: "the file", file: file, findings: context.findings),
                let entry = section.required("plugin", mend: "name a plugin: plugin: modbus"), let id = entry.text()
            else { return nil }
            return (id, entry.location)
        }
    }
}
