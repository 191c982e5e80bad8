import GatewayCore

/// Reads `site.yaml`: what concerns the gateway as a whole.
struct SiteFileReader {
    static let name = "site.yaml"
    static let version = 1

    let context: ReadingContext

    /// A site without channels and sinks, and where its history's routes stand.
    func read() -> (site: Site, routes: [RouteReader.Placed])? {
        guard let file = context.load(Self.name, limit: SourceLimits.yamlBytes),
            let root = YAMLFile.root(file, context.findings),
            var section = Section(root, what: "the file", file: file, findings: context.findings)
        else { return nil }
        checkVersion(&section)
        var site = Site(name: name(&section))
        site.timeZone = timeZone(section.entry("time_zone")) ?? site.timeZone
        site.loops = section.entry("loops")?.integer(0...1024) ?? 0
        site.apiSocket = socket(section.entry("api"))
        site.plugins = PluginChoiceReader(context: context).read(section.entry("plugins"))
        site.spool = spool(section.entry("spool"))
        let (history, routes) = history(section.entry("history"))
        site.history = history
        section.finish()
        return (site, routes)
    }

    private func checkVersion(_ section: inout Section) {
        guard let entry = section.required("version", mend: "write version: \(Self.version)"), let text = entry.text(),
            text != "\(Self.version)"
        else { return }
        context.findings.error(
            entry.location, "this gateway does not read sites of version \(quoted(text))",
            mend: "write version: \(Self.version), or use the gateway the site was made for")
    }

    private func name(_ section: inout Section) -> String {
        guard let entry = section.required("name", mend: "give the site a name: name: my-site"), let name = entry.text()
        else { return "" }
        if !Identifier.isValid(name) { context.findings.error(entry.location, Identifier.complaint(name)) }
        return name
    }

    private func timeZone(_ entry: Entry?) -> String? {
        entry?.parsed { text throws(Complaint) in
            try TimeZoneName.check(text)
            return text
        }
    }

    private func socket(_ entry: Entry?) -> String? {
        guard var section = entry?.section() else { return nil }
        let socket = section.entry("socket")?.parsed { text throws(Complaint) in
            // sun_path has 108 bytes with its zero.
            if text.utf8.count <= 107 { return text }
            throw Complaint(
                "the path has \(text.utf8.count) bytes", mend: "Unix sockets take 107; choose a shorter one")
        }
        section.finish()
        return socket
    }

    private func spool(_ entry: Entry?) -> SpoolSettings {
        var spool = SpoolSettings()
        guard var section = entry?.section() else { return spool }
        spool.isEnabled = section.entry("enabled")?.bool() ?? spool.isEnabled
        spool.maximumBytes = section.entry("maximum_size")?.parsed(ByteSizeText.parse) ?? spool.maximumBytes
        spool.maximumAge =
            section.entry("maximum_age")?.duration(.seconds(1)...(.seconds(3650 * 86_400))) ?? spool.maximumAge
        spool.commitInterval =
            section.entry("commit_interval")?.duration(.milliseconds(1)...(.seconds(60))) ?? spool.commitInterval
        section.finish()
        return spool
    }

    private func history(_ entry: Entry?) -> (HistorySettings, [RouteReader.Placed]) {
        var history = HistorySettings()
        guard var section = entry?.section() else { return (history, []) }
        history.isEnabled = section.entry("enabled")?.bool() ?? history.isEnabled
        history.retention =
            section.entry("retention")?.duration(.seconds(60)...(.seconds(36_500 * 86_400))) ?? history.retention
        history.maximumBytes = section.entry("maximum_size")?.parsed(ByteSizeText.parse) ?? history.maximumBytes
        let routes = RouteReader(findings: context.findings).read(section.entry("routes"))
        history.routes = routes?.map(\.route) ?? history.routes
        section.finish()
        return (history, routes ?? [])
    }
}
