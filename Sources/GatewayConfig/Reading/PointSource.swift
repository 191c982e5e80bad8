import GatewayCore

/// Brings the points of one device together: from tables, from YAML, from templates.
struct PointSource {
    let context: ReadingContext
    let plugin: PluginDescription?
    let groups: [String: Duration]
    /// Index of the device on its channel.
    let device: Int
    let tags: [String]

    /// Reads `points`: a table's file, a list of them, or points themselves.
    func read(_ entry: Entry, into builder: inout PointBuilder, parameters: TemplateParameters? = nil) {
        var inline: [Entry] = []
        for item in entry.items() {
            if case .mapping = item.node {
                inline.append(item)
            } else if let path = item.text() {
                readTable(path, item.location, into: &builder, parameters: parameters)
            }
        }
        var reader = rowReader(.telemetry, parameters)
        InlinePoints(file: entry.file, findings: context.findings).read(inline, &reader, into: &builder)
    }

    /// Reads `template` with the `parameters` of this device.
    func readTemplate(_ entry: Entry, _ parametersEntry: Entry?, into builder: inout PointBuilder) {
        guard let path = entry.text() else { return }
        let isYAML = path.hasSuffix(".yaml") || path.hasSuffix(".yml")
        guard
            let file = context.load(
                path, limit: isYAML ? SourceLimits.yamlBytes : SourceLimits.csvBytes, from: entry.location)
        else { return }
        context.remember(path, file)
        var values = values(parametersEntry)
        let template = isYAML ? TemplateFile(file, context.findings) : nil
        values.merge(template?.defaults ?? [:]) { given, _ in given }
        let parameters = TemplateParameters(values)
        if let points = template?.points { read(points, into: &builder, parameters: parameters) }
        if !isYAML { readTable(file, Self.kind(of: path), into: &builder, parameters) }
        reportUnused(parametersEntry, parameters)
    }

    private func readTable(
        _ path: String, _ place: Location, into builder: inout PointBuilder, parameters: TemplateParameters?
    ) {
        guard let file = context.load(path, limit: SourceLimits.csvBytes, from: place) else { return }
        readTable(file, Self.kind(of: path), into: &builder, parameters)
    }

    private func readTable(
        _ file: SourceFile, _ kind: PointKind, into builder: inout PointBuilder, _ parameters: TemplateParameters?
    ) {
        var reader = rowReader(kind, parameters)
        var table = TableReader(file: file, findings: context.findings)
        table.read(&reader, into: &builder)
    }

    private func rowReader(_ kind: PointKind, _ parameters: TemplateParameters?) -> RowReader {
        let surroundings = TraitsReader.Surroundings(
            groups: groups, deviceTags: tags, defaultKind: kind, plugin: plugin)
        return RowReader(
            traitsReader: TraitsReader(surroundings: surroundings, findings: context.findings), device: device,
            parameters: parameters)
    }

    /// `points/pv-setpoint.csv` and `points/setpoint.csv` hold setpoints when they have no column `kind`.
    static func kind(of path: String) -> PointKind {
        let name = path.split(separator: "/").last?.split(separator: ".").first ?? ""
        let word = name.split { $0 == "-" || $0 == "_" }.last.map(String.init) ?? ""
        return PointKind(rawValue: word) ?? .telemetry
    }

    private func values(_ entry: Entry?) -> [String: String] {
        let entries = entry?.section()?.entries ?? []
        return Dictionary(
            entries.compactMap { item in item.text().map { (item.key, $0) } }, uniquingKeysWith: { first, _ in first })
    }

    private func reportUnused(_ entry: Entry?, _ parameters: TemplateParameters) {
        guard case .mapping = entry?.node else { return }
        for item in entry?.section()?.entries ?? [] where !parameters.used.contains(item.key) {
            context.findings.warning(
                item.keyLocation, "the template does not use the parameter \(quoted(item.key))",
                mend: mend(unknown: item.key, known: parameters.used.sorted()))
        }
    }
}
