import GatewayConfig
import GatewayCore
import GatewayLoop
import Logging
import PluginHost
import Synchronization

/// One running driver: its instance, its points and its rhythm.
///
/// Unchecked: everything but the configuration, the table and the figures belongs to the loop's thread.
final class Channel: @unchecked Sendable {
    let config: ChannelConfig
    let table: ChannelTable
    let loop: EventLoop
    /// A driver that blocks has a loop of its own.
    let ownsLoop: Bool
    /// Registered ids, by handle.
    let ids: [UInt32]

    private var plan: ChannelPlan
    private let clock: GatewayClock
    private let log: Logger
    private let faults: FaultLog
    /// The end is near: no poll begins any more.
    private let isEnding = Atomic(false)
    private let figuresBox = Mutex(ChannelFigures())
    private let handles = Mutex<[String: Int]>([:])
    private let byName = Mutex<[Int]>([])
    private let tracers = Mutex<[UInt64: AsyncStream<TracedFrame>.Continuation]>([:])
    private var supervised: SupervisedInstance?
    private var schedule: PollSchedule
    private var timer: LoopTimer?
    private var meter: RateMeter
    private let spread: Double
    /// Reads that are not answered yet.
    private var asked = 0

    init(
        _ config: ChannelConfig, ids: [UInt32], loop: EventLoop, ownsLoop: Bool, spread: Double, faults: FaultLog,
        clock: GatewayClock, log: Logger
    ) {
        self.config = config
        self.ids = ids
        self.loop = loop
        self.ownsLoop = ownsLoop
        self.clock = clock
        self.log = log
        self.faults = faults
        self.spread = spread
        plan = ChannelPlan(config)
        table = ChannelTable(zip(config.points, ids).map { PointRule($0, id: $1) })
        schedule = PollSchedule(periods: [], now: 0, spread: 0)
        meter = RateMeter(now: clock.monotonic)
        figuresBox.withLock { figures in
            figures.devices = config.devices.map { DeviceFigures(id: $0.id) }
            figures.askedRate = plan.periods.reduce(0) { $0 + ($1 > 0 ? 1e9 / Double($1) : 0) }
        }
    }

    /// Any thread.
    var figures: ChannelFigures {
        figuresBox.withLock { $0 }
    }

    // MARK: Names

    /// `channel.device.point`.
    func fullName(_ handle: Int) -> String {
        config.fullName(of: config.points[handle])
    }

    /// The point with this full name. The index is made at the first question: most points are never asked for by name.
    func handle(of name: String) -> Int? {
        handles.withLock { index in
            if index.isEmpty {
                index = Dictionary(
                    zip(config.fullNames, config.points.indices), uniquingKeysWith: { first, _ in first })
            }
            return index[name]
        }
    }

    /// All handles, in the order of their full names.
    var sortedHandles: [Int] {
        byName.withLock { sorted in
            if sorted.count != config.points.count {
                let names = config.fullNames.map { Array($0.utf8) }
                sorted = names.indices.sorted { names[$0].lexicographicallyPrecedes(names[$1]) }
            }
            return sorted
        }
    }

    // MARK: Life

    /// Makes the instance and hands it its points; nothing runs yet. On the loop; `then` may come before this returns.
    func create(_ plugin: any UsablePlugin, site: String, then: @escaping (PlanFailure?) -> Void) {
        let supervised = SupervisedInstance(
            loop: loop, clock: clock, longestWait: config.retry.longest, events: self)
        self.supervised = supervised
        timer = loop.timer { [unowned self] in poll() }
        supervised.create(plugin, settings: settings(site), plan: plan.plan) { [self] failure in
            // The plugin has copied what it needs.
            plan.forgetPoints()
            showHost()
            then(failure)
        }
    }

    private func settings(_ site: String) -> InstanceSettings {
        InstanceSettings(name: config.id, site: site, cells: config.settings)
    }

    /// On the loop.
    func begin() {
        supervised?.begin()
    }

    /// Starts the driver anew, whatever keeps it from running. On the loop.
    func restart() {
        supervised?.restart()
    }

    /// Moves to another version of the plugin. On the loop.
    func upgrade(to plugin: any UsablePlugin, site: String, then: @escaping (PlanFailure?) -> Void) {
        guard let supervised else { return then(nil) }
        supervised.replace(with: plugin, settings: settings(site), plan: ChannelPlan(config).plan) { [self] failure in
            showHost()
            then(failure)
        }
    }

    /// On the loop; `then` hears when the plugin has let go of everything.
    func end(then: @escaping () -> Void) {
        timer?.close()
        timer = nil
        let ending = supervised
        supervised = nil
        setState(.stopped, "")
        for tracer in tracers.withLock({ Array($0.values) }) { tracer.finish() }
        guard let ending else { return then() }
        ending.end { withExtendedLifetime(self) { then() } }
    }

    /// Makes a blocking call of the driver return soon. Any thread, before ``end()``.
    func interrupt() {
        isEnding.store(true, ordering: .releasing)
        supervised?.interrupt()
    }

    private func showHost() {
        figuresBox.withLock { $0.host = supervised?.host ?? $0.host }
    }

    private func setState(_ state: ChannelFigures.State, _ message: String) {
        figuresBox.withLock { figures in
            if figures.state != state { figures.since = clock.now }
            figures.state = state
            figures.message = message
            figures.restarts = supervised?.restarts ?? figures.restarts
            figures.host = supervised?.host ?? figures.host
        }
    }

    // MARK: Polling

    private func poll() {
        while !isEnding.load(ordering: .acquiring), let supervised, supervised.isRunning,
            let instance = supervised.instance, mayAsk, let group = schedule.take(now: clock.monotonic)
        {
            if table.isPaused {
                schedule.skip(group, now: clock.monotonic)
                continue
            }
            // The host never asks again before the answer; a driver that forgets one is asked again after this.
            let limit = Duration.seconds(30) + plan.plan.groups[group].period
            asked += 1
            instance.read(group: group, timeout: limit) { [weak self] in self?.finished(group, $0) }
        }
        arm()
    }

    /// A driver that blocks is asked one thing at a time: what waited for it in another process would run out of time there,
    /// and a command would have to wait for all of it.
    private var mayAsk: Bool {
        asked == 0 || supervised?.instance?.isOnLoop == true
    }

    private func arm() {
        // A beat that is due when the end is near is not taken: its timer would be due again at once, for ever.
        guard !isEnding.load(ordering: .acquiring), supervised?.isRunning == true, mayAsk, let next = schedule.next
        else { return }
        timer?.schedule(afterNanoseconds: next - clock.monotonic)
    }

    private func finished(_ group: Int, _ answer: PluginAnswer) {
        asked -= 1
        let now = clock.monotonic
        if schedule.groups.indices.contains(group) { schedule.finished(group, now: now) }
        meter.add(now: now)
        if answer.status == .ok {
            supervised?.succeeded()
            if figures.state != .connected { setState(.connected, "") }
        } else if answer.status != .cancelled {
            table.mark(plan.members[group], Self.quality(of: answer.status), at: clock.now)
        }
        count(answer)
        arm()
    }

    private func count(_ answer: PluginAnswer) {
        figuresBox.withLock { figures in
            figures.reads += 1
            figures.overruns = schedule.groups.reduce(0) { $0 + $1.overruns }
            figures.achievedRate = meter.perSecond
            guard answer.status != .ok, answer.status != .cancelled else {
                if figures.state == .connected { figures.message = "" }
                return
            }
            figures.readErrors += 1
            figures.message = answer.message
        }
    }

    private static func quality(of status: PluginStatus) -> Quality {
        switch status {
        case .unreachable, .timeout, .cancelled: .notConnected
        case .configuration, .unsupported: .configurationError
        default: .deviceFailure
        }
    }

    // MARK: Commands

    /// Writes one point, in raw units; exactly one answer, on the loop. Call on the loop.
    func write(_ handle: Int, _ value: Value, lifetime: Duration, then: @escaping (PluginAnswer) -> Void) {
        guard let supervised, supervised.isRunning, let instance = supervised.instance else {
            let answer = PluginAnswer(status: .unreachable, message: "the channel is not connected", retryAfter: .zero)
            return then(answer)
        }
        instance.write(point: UInt32(handle), value: value, phase: 0, lifetime: lifetime, then: then)
    }

    // MARK: Tracing

    /// Shows frames to a reader until ``untrace(_:)`` or the channel's end. Any thread.
    func trace(_ id: UInt64, _ reader: AsyncStream<TracedFrame>.Continuation) {
        tracers.withLock { $0[id] = reader }
        loop.run { [self] in updateTracing() }
    }

    func untrace(_ id: UInt64) {
        tracers.withLock { $0[id] = nil }
        loop.run { [self] in updateTracing() }
    }

    private func updateTracing() {
        supervised?.instance?.trace(on: tracers.withLock { !$0.isEmpty })
    }
}

extension Channel: InstanceEvents {
    func instanceCameUp() {
        schedule = PollSchedule(periods: plan.periods, now: clock.monotonic, spread: spread)
        // A driver on a loop is only beginning to connect; it tells by its link when it is there.
        if supervised?.instance?.isOnLoop != true { setState(.connected, "") }
        updateTracing()
        poll()
    }

    func instanceWentDown(_ status: PluginStatus, _ message: String) {
        timer?.cancel()
        let isFinal = supervised?.state == .refused
        let isQuarantined = supervised?.state == .quarantined
        table.mark(0..<table.count, isFinal ? .configurationError : .notConnected, at: clock.now)
        setState(isFinal ? .refused : isQuarantined ? .quarantined : .waiting, message)
        markDevicesDown()
        var metadata: Logger.Metadata = [
            "channel": "\(config.id)", "status": "\(status)", "reason": "\(message)",
        ]
        if isQuarantined {
            let mend = "gatewayctl restart \(config.id)"
            metadata["mend"] = "\(mend)"
            faults.add("Channel is in quarantine: \(message); lift it with: \(mend)", from: config.id, at: clock.now)
        }
        log.log(
            level: isQuarantined ? .error : .warning,
            isQuarantined ? "Channel is in quarantine" : "Channel is down", metadata: metadata)
    }

    func published(_ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, received: Timestamp) {
        table.ingest(samples, bytes: bytes, received: received)
    }

    func linkChanged(device: Int?, isUp: Bool, quality: Quality, message: String) {
        if isUp {
            supervised?.succeeded()
            setState(.connected, "")
        } else {
            markDown(device, quality)
        }
        let now = clock.now
        figuresBox.withLock { figures in
            for index in figures.devices.indices where device == nil || device == index {
                if figures.devices[index].isUp != isUp { figures.devices[index].since = now }
                figures.devices[index].isUp = isUp
                figures.devices[index].message = message
            }
        }
        log.info(
            isUp ? "Link is up" : "Link is down",
            metadata: [
                "channel": "\(config.id)", "device": "\(device.map { config.devices[$0].id } ?? "all")",
                "reason": "\(message)",
            ])
    }

    /// What a device said while it was up does not hold any more; what it said when it went down does.
    private func markDevicesDown() {
        let now = clock.now
        figuresBox.withLock { figures in
            for index in figures.devices.indices where figures.devices[index].isUp {
                figures.devices[index].since = now
                figures.devices[index].isUp = false
                figures.devices[index].message = ""
            }
        }
    }

    private func markDown(_ device: Int?, _ quality: Quality) {
        let marked = config.points.indices.filter { device == nil || config.points[$0].device == device }
        table.mark(marked, quality, at: clock.now)
    }

    func requested(_ request: PointRequest) -> PluginStatus {
        .unsupported
    }

    func traced(sent: Bool, _ bytes: UnsafeRawBufferPointer, words: String) {
        let frame = TracedFrame(time: clock.now, isSent: sent, bytes: Array(bytes), words: words)
        for tracer in tracers.withLock({ Array($0.values) }) { tracer.yield(frame) }
    }

    func breached(_ breach: ContractBreach) {
        figuresBox.withLock { figures in
            figures.faults += 1
            figures.lastFault = "\(breach)"
        }
        faults.add("\(breach)", from: config.id, at: clock.now)
        log.error("Plugin broke the contract", metadata: ["channel": "\(config.id)", "breach": "\(breach)"])
    }

    func log(_ level: Int32, _ message: String) {
        log.log(level: Logger.Level(contract: level), "\(message)", metadata: ["channel": "\(config.id)"])
    }
}
