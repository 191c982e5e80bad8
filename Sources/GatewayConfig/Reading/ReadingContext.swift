import GatewayCore

/// What every part of a reading shares: the folder, the plugins, the findings so far.
final class ReadingContext {
    let folder: SiteFolder
    let findings = FindingList()
    let environment: [String: String]
    private let plugins: [String: PluginDescription]
    private let refused: [String: String]
    /// Plugins the site allows; `nil`: all.
    var chosen: [String]?
    private var files: [String: SourceFile] = [:]

    init(folder: SiteFolder, plugins: [PluginDescription], refused: [String: String], environment: [String: String]) {
        self.folder = folder
        self.plugins = Dictionary(plugins.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.refused = refused
        self.environment = environment
    }

    var pluginIds: [String] {
        plugins.keys.sorted()
    }

    /// Of a plugin that was found usable.
    func description(of id: String) -> PluginDescription? {
        plugins[id]
    }

    /// Found, even if it was refused.
    func isKnown(_ id: String) -> Bool {
        plugins[id] != nil || refused[id] != nil
    }

    /// A file of the site as text. Reports at `place` when there is no such file, in the file when it is no text.
    func load(_ relative: String, limit: Int, from place: Location? = nil) -> SourceFile? {
        if let known = files[relative] { return known }
        let name = folder.name(relative)
        guard
            let bytes = findings.keeping(
                place ?? Location(file: name, line: 1),
                { () throws(Complaint) in
                    try folder.bytes(relative, limit: limit)
                })
        else { return nil }
        do throws(Finding) {
            return try SourceText.check(bytes, name: name)
        } catch {
            findings.add(error)
            return nil
        }
    }

    /// Keeps a file that many devices will ask for.
    func remember(_ relative: String, _ file: SourceFile) {
        files[relative] = file
    }

    /// The plugin an entry names, if it is there and of this kind.
    func plugin(_ entry: Entry, _ kind: PluginKind) -> PluginDescription? {
        guard let id = entry.text() else { return nil }
        guard let plugin = plugins[id] else {
            reportAbsent(id, entry, kind)
            return nil
        }
        guard plugin.kind == kind else {
            findings.error(
                entry.location, "the plugin '\(id)' is a \(plugin.kind)",
                mend: kind == .driver
                    ? "channels take drivers; move the file to sinks" : "sinks take sinks; move the file to channels")
            return nil
        }
        if let chosen, !chosen.contains(id) {
            findings.error(
                entry.location, "the plugin '\(id)' is not among those of site.yaml",
                mend: "add '\(id):' to its plugins")
        }
        return plugin
    }

    private func reportAbsent(_ id: String, _ entry: Entry, _ kind: PluginKind) {
        if let reason = refused[id] {
            findings.error(
                entry.location, "the plugin \(quoted(id)) was refused: \(reason)",
                mend: "mend the plugin; gatewayctl list-drivers shows it")
            return
        }
        let known = plugins.values.filter { $0.kind == kind }.map(\.id).sorted()
        findings.error(
            entry.location, "there is no plugin \(quoted(id))",
            mend: mend(unknown: id, known: known, otherwise: "put its .so into drivers.d"))
    }
}
