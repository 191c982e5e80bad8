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
    /// Keys of site.yaml whose change is taken over while the gateway runs: `spool`, `history`, `name`.
    public var changedInPlace: [String] = []
    /// Keys of site.yaml whose change needs a new start of the gateway: `loops`, `api.socket`, `plugins`.
    public var needsRestart: [String] = []

    public init(from old: Site, to new: Site) {
        compareChannels(old.channels, new.channels)
        compareSinks(old.sinks, new.sinks)
        changedInPlace = [
            ("name", old.name != new.name), ("time_zone", old.timeZone != new.timeZone),
            ("spool", old.spool != new.spool),
            ("history", old.history != new.history),
        ].filter(\.1).map(\.0)
        needsRestart = [
            ("loops", old.loops != new.loops), ("api.socket", old.apiSocket != new.apiSocket),
            ("plugins", old.plugins != new.plugins),
        ].filter(\.1).map(\.0)
    }

    public var isEmpty: Bool {
        addedChannels.isEmpty && removedChannels.isEmpty && changedChannels.isEmpty && addedSinks.isEmpty
            && removedSinks.isEmpty && changedSinks.isEmpty && changedInPlace.isEmpty && needsRestart.isEmpty
    }

    private mutating func compareChannels(_ old: [ChannelConfig], _ new: [ChannelConfig]) {
        let before = Dictionary(old.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let after = Set(new.map(\.id))
        removedChannels = old.map(\.id).filter { !after.contains($0) }
        addedChannels = new.map(\.id).filter { before[$0] == nil }
        changedChannels = new.compactMap { channel in
            before[channel.id].flatMap { ChannelChange(from: $0, to: channel) }
        }
    }

    private mutating func compareSinks(_ old: [SinkConfig], _ new: [SinkConfig]) {
        let before = Dictionary(old.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let after = Set(new.map(\.id))
        removedSinks = old.map(\.id).filter { !after.contains($0) }
        addedSinks = new.map(\.id).filter { before[$0] == nil }
        changedSinks = new.compactMap { sink in
            before[sink.id].flatMap { SinkChange(from: $0, to: sink) }
        }
    }
}
