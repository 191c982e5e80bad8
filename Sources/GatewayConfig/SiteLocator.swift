import GatewayCore
import Yams

/// Finds the places of single settings and cells, when a plugin finds fault with one.
///
/// A checked site keeps a line for each point and none for its cells; the few that are asked for are looked up in the files
/// again. Where they have changed meanwhile, the answer is the place of the point, channel or sink.
public struct SiteLocator: Sendable {
    public init() {}

    /// Where a point stands, or the cell of its address in `column`.
    public func location(of point: PointConfig, column: String? = nil) -> Location {
        guard let column else { return point.location }
        return location(of: column, near: point.location)
    }

    /// Where a channel stands, or its setting `key`.
    public func location(of channel: ChannelConfig, setting key: String? = nil) -> Location {
        guard let key else { return channel.location }
        return location(ofSetting: key, near: channel.location)
    }

    /// Where a device stands, or its setting `key`.
    public func location(of device: DeviceConfig, setting key: String? = nil) -> Location {
        guard let key else { return device.location }
        return location(ofSetting: key, near: device.location)
    }

    /// Where a sink stands, or its setting `key`.
    public func location(of sink: SinkConfig, setting key: String? = nil) -> Location {
        guard let key else { return sink.location }
        return location(ofSetting: key, near: sink.location)
    }

    /// What a driver finds wrong with a point, in a sentence that may carry its mend behind ` — `.
    /// - Parameter column: index into the address schema; `nil` or out of range: the point as a whole.
    public func finding(
        _ point: PointConfig, column: Int?, schema: [FieldSchema], sentence: String
    ) -> Finding {
        Finding(at: location(of: point, column: Self.key(column, schema)), sentence: sentence)
    }

    /// What a plugin finds wrong with the settings of a channel.
    public func finding(
        _ channel: ChannelConfig, setting: Int?, schema: [FieldSchema], sentence: String
    ) -> Finding {
        Finding(at: location(of: channel, setting: Self.key(setting, schema)), sentence: sentence)
    }

    /// What a plugin finds wrong with the settings of a sink.
    public func finding(_ sink: SinkConfig, setting: Int?, schema: [FieldSchema], sentence: String) -> Finding {
        Finding(at: location(of: sink, setting: Self.key(setting, schema)), sentence: sentence)
    }

    private static func key(_ index: Int?, _ schema: [FieldSchema]) -> String? {
        index.flatMap { schema.indices.contains($0) ? schema[$0].key : nil }
    }

    private func location(of column: String, near place: Location) -> Location {
        guard let file = Self.load(place.file) else { return place }
        if Self.isYAML(place.file) {
            return Self.map(in: file, at: place).flatMap { Self.location(column, $0, file) } ?? place
        }
        return TableLocator(file: file).location(of: column, line: place.line) ?? place
    }

    private func location(ofSetting key: String, near place: Location) -> Location {
        guard let file = Self.load(place.file), let owner = Self.map(in: file, at: place),
            case .mapping(let settings)? = owner["settings"]
        else { return place }
        return Self.location(key, settings, file) ?? Self.location("settings", owner, file) ?? place
    }

    private static func load(_ path: String) -> SourceFile? {
        guard
            let bytes = try? SourceLoader.bytes(
                path, limit: isYAML(path) ? SourceLimits.yamlBytes : SourceLimits.csvBytes)
        else { return nil }
        return try? SourceText.check(bytes, name: path)
    }

    private static func isYAML(_ path: String) -> Bool {
        path.hasSuffix(".yaml") || path.hasSuffix(".yml")
    }

    private static func map(in file: SourceFile, at place: Location) -> Node.Mapping? {
        YAMLFile.root(file, FindingList()).flatMap { map(in: $0, at: place) }
    }

    /// The map that begins in the line of `place`.
    private static func map(in node: Node, at place: Location) -> Node.Mapping? {
        switch node {
        case .mapping(let mapping):
            if mapping.mark?.line == place.line, place.column == 1 || mapping.mark?.column == place.column {
                return mapping
            }
            return mapping.lazy.compactMap { map(in: $0.value, at: place) }.first
        case .sequence(let sequence):
            return sequence.lazy.compactMap { map(in: $0, at: place) }.first
        case .scalar, .alias:
            return nil
        }
    }

    private static func location(_ key: String, _ map: Node.Mapping, _ file: SourceFile) -> Location? {
        map.first { $0.key.string == key }.map { Entry.location($0.value.isNothing ? $0.key : $0.value, file) }
    }
}
