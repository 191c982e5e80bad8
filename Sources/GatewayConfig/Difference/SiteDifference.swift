/// What has to happen to get from a running site to another one.
///
/// Places in files do not count: a comment moves every line below it and changes nothing.
public struct SiteDifference: Sendable, Equatable {
    /// Ids, in order.
    public var addedChannels: [String] = []
    public var removedChannels: [String] = []
    public var changedChannels: [ChannelChange] = []
    public var addedSinks: [String] = []
    public var removedSinks: [String] = []
    public var changedSinks: [SinkChange] = []
    /// Ids of plugins of which site.yaml says something else, in order; the channels and sinks that run them are changed too.
    public var changedPlugins: [String] = []
    /// Keys of site.yaml whose change is taken over while the gateway runs: `spool`, `history`, `name`.
    public var changedInPlace: [String] = []
    /// Keys of site.yaml whose change needs a new start of the gateway: `loops`, `api.socket`.
    public var needsRestart: [String] = []

    public init(from old: Site, to new: Site) {
        comparePlugins(old.plugins, new.plugins)
        compareChannels(old.channels, new.channels)
        compareSinks(old.sinks, new.sinks)
        changedInPlace = [
            ("name", old.name != new.name), ("time_zone", old.timeZone != new.timeZone),
            ("spool", old.spool != new.spool),
            ("history", old.history != new.history),
        ].filter(\.1).map(\.0)
        needsRestart = [
            ("loops", old.loops != new.loops), ("api.socket", old.apiSocket != new.apiSocket),
        ].filter(\.1).map(\.0)
    }

    public var isEmpty: Bool {
        addedChannels.isEmpty && removedChannels.isEmpty && changedChannels.isEmpty && addedSinks.isEmpty
            && removedSinks.isEmpty && changedSinks.isEmpty && changedPlugins.isEmpty && changedInPlace.isEmpty
            && needsRestart.isEmpty
    }

    /// A plugin that is only named says as much as one that is not.
    private mutating func comparePlugins(_ old: [PluginChoice], _ new: [PluginChoice]) {
        let before = Dictionary(old.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(new.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        changedPlugins = Set(before.keys).union(after.keys).sorted().filter { id in
            before[id] ?? PluginChoice(id: id) != after[id] ?? PluginChoice(id: id)
        }
    }

    private mutating func compareChannels(_ old: [ChannelConfig], _ new: [ChannelConfig]) {
        let before = Dictionary(old.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let after = Set(new.map(\.id))
        removedChannels = old.map(\.id).filter { !after.contains($0) }
        addedChannels = new.map(\.id).filter { before[$0] == nil }
        changedChannels = new.compactMap { channel in
            before[channel.id].flatMap { ChannelChange(from: $0, to: channel, plugins: Set(changedPlugins)) }
        }
    }

    private mutating func compareSinks(_ old: [SinkConfig], _ new: [SinkConfig]) {
        let before = Dictionary(old.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let after = Set(new.map(\.id))
        removedSinks = old.map(\.id).filter { !after.contains($0) }
        addedSinks = new.map(\.id).filter { before[$0] == nil }
        changedSinks = new.compactMap { sink in
            before[sink.id].flatMap { SinkChange(from: $0, to: sink, plugins: Set(changedPlugins)) }
        }
    }
}
