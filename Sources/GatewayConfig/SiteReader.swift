import Foundation
import GatewayCore

/// Reads a site's folder and says everything that is wrong with it, at once.
///
/// Files, settings and tables are checked against each other and against what the plugins declare. What a plugin finds wrong
/// with an address beyond its schema becomes a finding through ``SiteLocator``.
public struct SiteReader: Sendable {
    private let plugins: [PluginDescription]
    private let refused: [String: String]
    private let environment: [String: String]

    /// - Parameters:
    ///   - plugins: what the host found usable.
    ///   - refused: ids of plugins the host refused, each with the reason.
    ///   - environment: where `${env:NAME}` in settings looks.
    public init(
        plugins: [PluginDescription], refused: [String: String] = [:],
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.plugins = plugins
        self.refused = refused
        self.environment = environment
    }

    /// - Parameter folder: as the user typed it; findings begin with it.
    public func read(_ folder: String) -> SiteReading {
        guard let place = SiteFolder(folder) else {
            let finding = Finding(
                file: folder, line: 1, column: 1, message: "there is no such folder",
                mend: "name the folder of a site, which holds site.yaml")
            return SiteReading(site: nil, findings: [finding])
        }
        let context = ReadingContext(folder: place, plugins: plugins, refused: refused, environment: environment)
        let site = read(context)
        return SiteReading(site: context.findings.hasError ? nil : site, findings: context.findings.sorted)
    }

    private func read(_ context: ReadingContext) -> Site? {
        FolderCheck.check(context.folder, context.findings)
        let general = SiteFileReader(context: context).read()
        let channels = files("channels", context).compactMap { ChannelReader(context: context).read($0.id, $0.file) }
        let sinks = files("sinks", context).compactMap { SinkReader(context: context).read($0.id, $0.file) }
        guard var site = general?.site else { return nil }
        site.channels = channels
        site.sinks = sinks.map(\.sink)
        // Points that could not be read would make routes look wrong that are not.
        if !context.findings.hasError {
            RouteCheck(channels: channels, findings: context.findings).check(
                (general?.routes ?? []) + sinks.flatMap(\.routes))
        }
        return site
    }

    /// The YAML files of a folder; the name of each without its ending is an id.
    private func files(_ folder: String, _ context: ReadingContext) -> [(id: String, file: SourceFile)] {
        var places: [String: Location] = [:]
        return context.folder.list(folder).compactMap { name in
            guard let id = Self.id(name), let file = context.load("\(folder)/\(name)", limit: SourceLimits.yamlBytes)
            else { return nil }
            if !Identifier.isValid(id) { context.findings.error(file.location(1), Identifier.complaint(id)) }
            if let first = places[id] {
                context.findings.error(
                    file.location(1), "the id '\(id)' is taken", mend: "rename the file; the first is \(first.file)")
            }
            places[id] = file.location(1)
            return (id, file)
        }
    }

    private static func id(_ name: String) -> String? {
        for ending in [".yaml", ".yml"] where name.hasSuffix(ending) { return String(name.dropLast(ending.count)) }
        return nil
    }
}
