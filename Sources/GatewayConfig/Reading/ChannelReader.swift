import GatewayCore

/// Reads one file of `channels/` and the tables it names.
struct ChannelReader {
    let context: ReadingContext

    func read(_ id: String, _ file: SourceFile) -> ChannelConfig? {
        guard let root = YAMLFile.root(file, context.findings),
            var section = Section(root, what: "the file", file: file, findings: context.findings)
        else { return nil }
        let plugin = section.required("plugin", mend: "name a driver: plugin: modbus").flatMap {
            context.plugin($0, .driver)
        }
        let groups = groups(section.entry("groups"), plugin)
        let settings = settings(section.entry("settings"), plugin, section.location)
        let isEnabled = section.entry("enabled")?.bool() ?? true
        let retry = RetryReader.read(section.entry("retry"))
        var devices = DevicesReader(context: context, plugin: plugin, groups: groups)
        devices.read(section.required("devices", mend: "add a list: devices: [{id: …, points: …}]"))
        section.finish()
        return ChannelConfig(
            id: id, plugin: plugin?.id ?? "", isEnabled: isEnabled, settings: settings, devices: devices.devices,
            points: devices.builder.table, retry: retry, location: section.location)
    }

    private func settings(_ entry: Entry?, _ plugin: PluginDescription?, _ owner: Location) -> [Cell] {
        guard let plugin else { return [] }
        return SettingsReader(schema: plugin.settings, context: context).read(entry, owner: owner)
    }

    /// Polling periods by name. There is always a `default`: one second, or never for drivers that speak by themselves.
    private func groups(_ entry: Entry?, _ plugin: PluginDescription?) -> [String: Duration] {
        var groups = ["default": plugin?.speaksByItself == true ? Duration.zero : .seconds(1)]
        for group in entry?.section()?.entries ?? [] where !DuplicateKey.isPlaceholder(group.key) {
            if !Identifier.isValid(group.key) {
                context.findings.error(group.keyLocation, Identifier.complaint(group.key))
            }
            // A group that is named but not understood is still no dangling reference.
            groups[group.key] = group.parsed(Self.period) ?? .seconds(1)
        }
        return groups
    }

    private static func period(_ text: String) throws(Complaint) -> Duration {
        let period = try DurationText.parse(text)
        guard period == .zero || (period >= .milliseconds(1) && period <= .seconds(86_400)) else {
            throw Complaint(
                "\(quoted(text)) is out of range",
                mend: "write a period from 1 ms to 1 d, or 0 s for points that are not polled")
        }
        return period
    }
}
