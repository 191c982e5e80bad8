import GatewayConfig
import GatewayCore
import GatewayLoop
import GatewayStore
import Logging
import PluginHost

/// One running site: channels, sinks, the lanes between them, commands, and changes while running.
///
/// The actor is the control plane; samples never pass through it. One change at a time: a reload that comes while another
/// runs waits for it.
public actor Gateway {
    public private(set) var site: Site
    public nonisolated let shelf: PluginShelf
    public nonisolated let storage: Storage
    public nonisolated let started: Timestamp
    nonisolated let clock: GatewayClock
    nonisolated let desk: CommandDesk
    nonisolated let log: Logger
    private let secrets: SecretResolver
    public nonisolated let faults = FaultLog()
    let epoch: UInt64
    let writer: SpoolWriter?
    let recorder: HistoryRecorder?
    private(set) var channels: [Channel] = []
    private(set) var sinks: [SinkRunner] = []
    private(set) var refusedChannels: [RefusedChannel] = []
    private(set) var refusedSinks: [RefusedSink] = []
    private var lastSequences: [String: UInt64] = [:]
    private var loops: [EventLoop] = []
    private var nextLoop = 0
    public private(set) var isRunning = false
    private var isChanging = false
    /// Its loops are gone: nothing can be made any more.
    private var hasEnded = false
    private var waiters: [CheckedContinuation<Void, Never>] = []

    public init(
        site: Site, shelf: PluginShelf, storage: Storage, secrets: SecretResolver, clock: GatewayClock = .system,
        log: Logger
    ) throws {
        self.secrets = secrets
        self.site = site
        self.shelf = shelf
        self.storage = storage
        self.clock = clock
        self.log = log
        started = clock.now
        desk = CommandDesk(clock: clock, log: log)
        // A disk that refuses must not keep the gateway from starting; seconds grow with every start, too.
        let seconds = UInt64(clamping: clock.now.rawValue / 1_000_000_000)
        epoch = (try? storage.spool?.nextEpoch()).flatMap(\.self) ?? seconds
        // Blocks that were delivered but not yet deleted are no backlog.
        _ = try? storage.spool?.trim()
        writer = try storage.spool.map {
            try SpoolWriter(spool: $0, settings: site.spool, clock: clock, log: log)
        }
        recorder = try storage.history.map { try HistoryRecorder($0, settings: site.history, clock: clock) }
        let count = site.loops > 0 ? site.loops : max(1, EventLoop.coreCount)
        loops = try (0..<count).map { try EventLoop(name: "loop-\($0)") }
    }

    /// Starts everything the site has. A channel or sink that cannot be made is shown as refused; the others run.
    public func start() async {
        await change {
            let made = await self.makeChannels(self.site.channels.filter(\.isEnabled), of: self.site)
            for failure in made.failures { self.report(failure) }
            self.channels = made.channels
            self.refusedChannels = made.failures.compactMap { failure in
                self.site.channels.first { $0.id == failure.id }
                    .map { RefusedChannel(config: $0, reason: failure.problem.failure.message) }
            }
            let sinks = await self.makeSinks(self.site, channels: made.channels)
            for failure in sinks.failures { self.report(failure) }
            self.sinks = sinks.runners
            self.refusedSinks = sinks.refused
            self.connect()
            self.begin(self.sinks)
            self.begin(self.channels)
            self.isRunning = true
        }
    }

    /// Stops reading, delivers and keeps what there is, ends every plugin. At most about `limit`: what deaf plugins take of
    /// it, sinks do not get to deliver; what they do not deliver is kept.
    public func stop(within limit: Duration = .seconds(4)) async {
        await change {
            self.isRunning = false
            let deadline = self.clock.monotonic + limit.nanoseconds
            await self.end(self.channels)
            await self.drain(until: deadline - Self.patience.nanoseconds)
            await self.end(self.sinks)
            self.writer?.stop()
            self.recorder?.stop()
            let loops = self.loops
            _ = await Deadline.wait(Self.patience) { for loop in loops { loop.stop() } }
            self.channels = []
            self.sinks = []
            self.hasEnded = true
        }
    }

    /// Gives sinks that are connected a moment for what waits in memory; the spool keeps the rest.
    private func drain(until deadline: Int64) async {
        while clock.monotonic < deadline {
            let isBusy = sinks.contains { $0.figures.state == .connected && $0.figures.inMemory > 0 }
            guard isBusy else { return }
            try? await Task.sleep(for: .milliseconds(5))
        }
    }

    // MARK: One change at a time

    func change(_ body: () async -> Void) async {
        while isChanging { await withCheckedContinuation { waiters.append($0) } }
        guard !hasEnded else { return }
        isChanging = true
        await body()
        isChanging = false
        let woken = waiters
        waiters = []
        for waiter in woken { waiter.resume() }
    }

    // MARK: Making

    struct Failure {
        let id: String
        let kind: PluginKind
        let problem: PlanFailure
    }

    /// Some at a time, because a process takes a while to get ready.
    private static let madeAtOnce = 8

    func makeChannels(
        _ configs: [ChannelConfig], of site: Site
    ) async -> (channels: [Channel], failures: [Failure]) {
        register(configs)
        var made: [Channel] = []
        var failures: [Failure] = []
        for start in stride(from: 0, to: configs.count, by: Self.madeAtOnce) {
            let indices = start..<min(configs.count, start + Self.madeAtOnce)
            for (index, result) in await makeChannels(configs, indices, of: site) {
                switch result {
                case .success(let channel): made.append(channel)
                case .failure(let problem):
                    failures.append(Failure(id: configs[index].id, kind: .driver, problem: problem))
                }
            }
        }
        return (made, failures)
    }

    private func makeChannels(
        _ configs: [ChannelConfig], _ indices: Range<Int>, of site: Site
    ) async -> [(Int, Result<Channel, PlanFailure>)] {
        await withTaskGroup { group in
            for index in indices {
                group.addTask {
                    (index, await self.makeChannel(configs[index], of: site, spread: Self.spread(index)))
                }
            }
            var made: [(Int, Result<Channel, PlanFailure>)] = []
            for await result in group { made.append(result) }
            return made.sorted { $0.0 < $1.0 }
        }
    }

    /// Numbers new points in few synced writes, where every channel by itself would take one.
    private func register(_ configs: [ChannelConfig]) {
        var names: [String] = []
        for config in configs {
            names += config.fullNames
            guard names.count >= 50_000 else { continue }
            _ = storage.registry.ids(for: names)
            names.removeAll(keepingCapacity: true)
        }
        _ = storage.registry.ids(for: names)
    }

    private func makeChannel(
        _ config: ChannelConfig, of site: Site, spread: Double
    ) async -> Result<Channel, PlanFailure> {
        do throws(PlanFailure) {
            return .success(try await make(config, of: site, spread: spread))
        } catch {
            return .failure(error)
        }
    }

    private func make(
        _ config: ChannelConfig, of site: Site, spread: Double
    ) async throws(PlanFailure) -> Channel {
        let plugin = try use(config.plugin, for: site)
        let (loop, ownsLoop) = try loop(for: plugin, name: config.id)
        let ids = storage.registry.ids(for: config.fullNames)
        var config = config
        config.settings = try resolve(config.settings, plugin)
        let channel = Channel(
            config, ids: ids, loop: loop, ownsLoop: ownsLoop, spread: spread, faults: faults, clock: clock, log: log)
        let name = site.name
        let failure = await loop.result { then in channel.create(plugin, site: name, then: then) }
        guard let failure else { return channel }
        await end(channel)
        throw failure
    }

    private func makeSinks(
        _ site: Site, channels: [Channel]
    ) async -> (runners: [SinkRunner], refused: [RefusedSink], failures: [Failure]) {
        var made: [SinkRunner] = []
        var refused: [RefusedSink] = []
        var failures: [Failure] = []
        for config in site.sinks where config.isEnabled {
            let lane = makeLane(config)
            do throws(PlanFailure) {
                made.append(try await makeSink(config, of: site, channels: channels, lane: lane))
            } catch {
                refused.append(RefusedSink(config: config, lane: lane, reason: error.failure.message))
                failures.append(Failure(id: config.id, kind: .sink, problem: error))
            }
        }
        return (made, refused, failures)
    }

    func makeSink(
        _ config: SinkConfig, of site: Site, channels: [Channel], lane: Lane
    ) async throws(PlanFailure) -> SinkRunner {
        let plugin = try use(config.plugin, for: site)
        let (loop, ownsLoop) = try loop(for: plugin, name: config.id)
        var resolved = config
        resolved.settings = try resolve(config.settings, plugin)
        let runner = SinkRunner(
            resolved, lane: lane, loop: loop, ownsLoop: ownsLoop, spool: writer, commands: desk, faults: faults,
            clock: clock, log: log)
        // What waits may be of points that the site has no more: from a former run on disk, or, when the site changes while
        // it runs, in memory, and from channels that are still about to end.
        let leftovers = isRunning || lane.figures.onDisk > 0 ? storage.registry.names : []
        let plan = SinkPlan(config, channels: channels, leftovers: leftovers).plan
        let name = site.name
        let failure = await loop.result { then in runner.create(plugin, site: name, plan: plan, then: then) }
        guard let failure else { return runner }
        await end(runner)
        throw failure
    }

    /// The queue of a sink, with what a former run left for it in the spool.
    func makeLane(_ config: SinkConfig) -> Lane {
        let cursor = try? storage.spool?.cursor(config.id)
        let lane = Lane(
            stream: config.id, epoch: epoch, settings: config.lane, resumingAfter: cursor ?? nil,
            startingAfter: lastSequences[config.id] ?? 0, clock: clock
        ) { [writer] in writer?.wake() }
        if let left = storage.spool?.statistics()[config.id] { lane.found(blocks: left.blocks, samples: left.samples) }
        register(lane)
        return lane
    }

    /// Lanes that spill are made durable; others only tell the spool when what a former run left there is delivered.
    func register(_ lane: Lane) {
        if lane.policy == .spill || lane.figures.onDisk > 0 { writer?.add(lane) }
    }

    /// The lane of a sink that goes away becomes durable and is forgotten; a later one of that name goes on counting.
    func forget(_ lane: Lane) async {
        await writer?.remove(lane)
        lastSequences[lane.stream] = lane.lastSequence
    }

    func use(_ id: String, for site: Site) throws(PlanFailure) -> any UsablePlugin {
        do throws(PluginFailure) {
            return try shelf.use(id, for: site)
        } catch {
            throw PlanFailure(failure: error, problems: [])
        }
    }

    /// Secrets come in only here, on the way to the plugin.
    private func resolve(_ settings: [Cell], _ plugin: any UsablePlugin) throws(PlanFailure) -> [Cell] {
        do throws(SecretError) {
            return try secrets.resolve(settings, schema: plugin.description.settings)
        } catch {
            throw PlanFailure(failure: PluginFailure(status: .configuration, message: "\(error)"), problems: [])
        }
    }

    /// A shared loop for plugins whose calls never block it, one of its own for others.
    private func loop(for plugin: any UsablePlugin, name: String) throws(PlanFailure) -> (EventLoop, owned: Bool) {
        if plugin.mayShareLoop {
            nextLoop += 1
            return (loops[nextLoop % loops.count], false)
        }
        do throws(LoopError) {
            return (try EventLoop(name: name), true)
        } catch {
            throw PlanFailure(failure: PluginFailure(status: .unreachable, message: "\(error)"), problems: [])
        }
    }

    /// Where in their first second channels begin: steps of the golden ratio fill it evenly.
    static func spread(_ index: Int) -> Double {
        (Double(index) * 0.618_033_988_75).truncatingRemainder(dividingBy: 1)
    }

    // MARK: Joining

    /// Tells every channel who gets its samples, and the command desk which points there are.
    func connect() {
        var receivers: [any SampleReceiver] = sinks.map(\.lane) + refusedSinks.map(\.lane)
        var routes = sinks.map(\.config.routes) + refusedSinks.map(\.config.routes)
        if let recorder {
            receivers.append(recorder)
            routes.append(site.history.routes)
        }
        for channel in channels {
            channel.table.route(to: receivers, wanted: RoutePlan(channel.config, routes).masks)
        }
        desk.publish(PointDirectory(channels))
    }

    /// What a reload has made takes the place of what was; nothing of it is refused.
    func adopt(site: Site, channels: [Channel], sinks: [SinkRunner]) {
        refusedChannels = []
        refusedSinks = []
        self.site = site
        self.channels = channels
        self.sinks = sinks
    }

    // MARK: Beginning and ending

    /// Nobody waits for it: a plugin that blocks may take as long as it likes to connect.
    func begin(_ channels: [Channel]) {
        for channel in channels { channel.loop.run { channel.begin() } }
    }

    func begin(_ sinks: [SinkRunner]) {
        for sink in sinks { sink.loop.run { sink.begin() } }
    }

    /// A plugin that does not come back from its last call is left alone after a while: nobody else waits for it.
    private static let patience = Duration.seconds(2)

    func end(_ channels: [Channel]) async {
        await withTaskGroup { group in
            for channel in channels { group.addTask { await self.end(channel) } }
        }
    }

    private nonisolated func end(_ channel: Channel) async {
        channel.interrupt()
        let hasEnded = await Deadline.wait(Self.patience) {
            await channel.loop.finish { then in channel.end(then: then) }
            if channel.ownsLoop { channel.loop.stop() }
        }
        if !hasEnded { log.error("Plugin is deaf to stop; left behind", metadata: ["channel": "\(channel.config.id)"]) }
    }

    func end(_ sinks: [SinkRunner]) async {
        await withTaskGroup { group in
            for sink in sinks { group.addTask { await self.end(sink) } }
        }
    }

    private nonisolated func end(_ sink: SinkRunner) async {
        sink.interrupt()
        let hasEnded = await Deadline.wait(Self.patience) {
            await sink.loop.finish { then in sink.end(then: then) }
            if sink.ownsLoop { sink.loop.stop() }
        }
        if !hasEnded { log.error("Plugin is deaf to stop; left behind", metadata: ["sink": "\(sink.config.id)"]) }
    }

    func report(_ failure: Failure) {
        log.error(
            "Cannot be made", metadata: ["id": "\(failure.id)", "reason": "\(failure.problem.failure.message)"])
    }
}
