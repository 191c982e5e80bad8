import GatewayCore

/// Reads `plugins` of site.yaml: which ones the site takes, where they run and what they may.
struct PluginChoiceReader {
    let context: ReadingContext

    /// From here on the site may use no others.
    func read(_ entry: Entry?) -> [PluginChoice] {
        guard let entry else { return [] }
        let choices = (entry.section()?.entries ?? []).filter { !DuplicateKey.isPlaceholder($0.key) }.map(choice)
        context.chosen = choices.map(\.id)
        return choices
    }

    private func choice(_ entry: Entry) -> PluginChoice {
        if !context.isKnown(entry.key) {
            context.findings.warning(
                entry.keyLocation, "there is no plugin \(quoted(entry.key))",
                mend: mend(unknown: entry.key, known: context.pluginIds, otherwise: "put its .so into drivers.d"))
        }
        var choice = PluginChoice(id: entry.key)
        guard !entry.node.isNothing, var section = entry.section() else { return choice }
        choice.isolation = section.entry("isolation")?.choice(PluginChoice.Isolation.self)
        choice.version = version(section.entry("version"), of: entry.key)
        choice.sha256 = section.entry("sha256")?.parsed(Self.digest)
        let reader = PluginBoundsReader(findings: context.findings, isolation: choice.isolation)
        choice.limits = reader.limits(section.entry("limits"))
        choice.allow = reader.reach(section.entry("allow"))
        choice.environment = reader.environment(section.entry("env"))
        section.finish()
        return choice
    }

    /// The range, after a look at the plugin that is there.
    private func version(_ entry: Entry?, of id: String) -> VersionRange? {
        guard let entry, let range = entry.parsed(VersionRangeText.parse) else { return nil }
        guard let present = context.description(of: id)?.version, !range.contains(present) else { return range }
        context.findings.error(entry.location, complaint(id, present, range))
        return range
    }

    private func complaint(_ id: String, _ present: String, _ range: VersionRange) -> Complaint {
        let fact = "the plugin '\(id)' has version \(present), which is not inside of \(range)"
        guard let version = Version(present) else {
            return Complaint(
                fact, mend: "\(quoted(present)) is no semantic version; leave 'version' out, or ask its maker")
        }
        let isOnlyPrerelease = version.isPrerelease && range.contains(version.release)
        return Complaint(
            fact,
            mend: isOnlyPrerelease
                ? "prereleases are taken when the range names one: '>=\(version)'"
                : "put a version from this range into drivers.d, or change the range")
    }

    private static func digest(_ text: String) throws(Complaint) -> String {
        if text.utf8.count == 64, text.allSatisfy(\.isHexDigit) { return text.lowercased() }
        throw Complaint("\(quoted(text)) is no SHA-256", mend: "write its 64 hex digits, as sha256sum prints them")
    }
}
