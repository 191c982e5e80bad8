import GatewayCore

/// Reads the devices of a channel, each with its tables of points.
struct DevicesReader {
    let context: ReadingContext
    let plugin: PluginDescription?
    let groups: [String: Duration]
    private(set) var devices: [DeviceConfig] = []
    private(set) var builder: PointBuilder
    private var places: [String: Location] = [:]

    init(context: ReadingContext, plugin: PluginDescription?, groups: [String: Duration]) {
        self.context = context
        self.plugin = plugin
        self.groups = groups
        builder = PointBuilder(addressWidth: plugin?.address.count ?? 0, findings: context.findings)
    }

    mutating func read(_ list: Entry?) {
        guard let list else { return }
        guard list.isList else {
            context.findings.error(list.location, "'\(list.key)' is no list", mend: "begin each device with '- '")
            return
        }
        for item in list.items() {
            guard let section = Section(item.node, what: "a device", file: item.file, findings: context.findings) else {
                continue
            }
            read(section)
        }
    }

    private mutating func read(_ section: Section) {
        var section = section
        let id = id(&section)
        let device = DeviceConfig(
            id: id, settings: settings(&section), tags: tags(section.entry("tags")), location: section.location)
        let before = builder.table.count
        let errors = context.findings.count
        readPoints(&section, tags: device.tags)
        section.finish()
        if builder.table.count == before, errors == context.findings.count {
            context.findings.warning(
                section.location, "the device '\(id)' has no points", mend: "name a table: points: points/\(id).csv")
        }
        devices.append(device)
    }

    private mutating func id(_ section: inout Section) -> String {
        guard let entry = section.required("id", mend: "give the device an id that is unique on its channel"),
            let id = entry.text()
        else { return "" }
        if !Identifier.isValid(id) { context.findings.error(entry.location, Identifier.complaint(id)) }
        if let first = places[id] {
            context.findings.error(
                entry.location, "the id \(quoted(id)) is taken",
                mend: "choose another one; the first is at \(first.file):\(first.line)")
        }
        places[id] = places[id] ?? entry.location
        return id
    }

    private func settings(_ section: inout Section) -> [Cell] {
        let entry = section.entry("settings")
        guard let plugin else { return [] }
        return SettingsReader(schema: plugin.device, context: context).read(entry, owner: section.location)
    }

    private func tags(_ entry: Entry?) -> [String] {
        (entry?.items() ?? []).compactMap { item in
            guard let tag = item.text() else { return nil }
            guard Identifier.isValid(tag) else {
                context.findings.error(
                    item.location, "\(quoted(tag)) is no tag", mend: "use letters, digits, '_' and '-'")
                return nil
            }
            return tag
        }
    }

    private mutating func readPoints(_ section: inout Section, tags: [String]) {
        let source = PointSource(context: context, plugin: plugin, groups: groups, device: devices.count, tags: tags)
        if let points = section.entry("points") { source.read(points, into: &builder) }
        let parameters = section.entry("parameters")
        guard let template = section.entry("template") else {
            if let parameters {
                context.findings.error(
                    parameters.keyLocation, "'parameters' without a template",
                    mend: "add template: templates/…, or take them out")
            }
            return
        }
        source.readTemplate(template, parameters, into: &builder)
    }
}
