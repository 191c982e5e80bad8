import GatewayWire

/// The gateway, as its API sees it.
///
/// Whoever keeps this promise is served: `gatewayd` joins the runtime here, tests join a gateway made of values. The API
/// has looked at every request before: limits are in range, names are not empty, `from` comes before `to`. Calls come from
/// many tasks at once. A request that cannot be answered throws ``ControlError``; anything else that is thrown reaches the
/// user as "internal error".
public protocol GatewayControl: Sendable {
    func status() async -> GatewayStatus

    /// Every file of the plugin directory, the refused ones too, each with its schema. `rescan` looks at the directory
    /// again first.
    func plugins(rescan: Bool) async -> [PluginInfo]

    func channels() async -> [ChannelInfo]
    func sinks() async -> [SinkInfo]

    /// Points whose names match, in ascending order of their names' UTF-8, after `query.after`, at most `query.limit`.
    func points(matching query: PointQuery) async -> [PointInfo]

    /// What matching points do from now on; `limit` and `after` mean nothing here.
    ///
    /// The first element holds every matching point as it is. After that, changes of about 100 ms come together, a point
    /// once with its newest value. A reader who is slow gets fewer, larger elements: merge them, keep at most one waiting.
    /// The stream ends when the gateway stops.
    func watch(_ query: PointQuery) async -> AsyncStream<[PointUpdate]>

    /// The points of these names, in this order. Throws ``ControlError/Kind/notFound`` for a name nobody has.
    func read(_ names: [String]) async throws -> [PointInfo]

    /// Commands one point and waits for the one answer. A command that was refused or failed is an answer, too; throws
    /// when there is no such point.
    func write(_ request: WriteRequest) async throws -> WriteResult

    func history(_ query: HistoryQuery) async throws -> HistoryResult

    /// Frames of one channel, from now on. Ends when the channel does. Frames a slow reader misses are dropped.
    func trace(channel: String) async throws -> AsyncStream<TraceLine>

    /// Reads the site again and applies the difference, as SIGHUP does.
    func reload() async -> ReloadResult

    /// Starts the plugin of a channel or sink anew, whatever keeps it from running: ends a wait, lifts a quarantine.
    func restart(channel: String) async throws
    func restart(sink: String) async throws

    /// Moves the channels and sinks of a plugin to the file that lies in the plugin directory now. Throws when there is no
    /// such plugin, or its file is refused.
    func upgrade(plugin: String) async throws -> UpgradeResult
}
