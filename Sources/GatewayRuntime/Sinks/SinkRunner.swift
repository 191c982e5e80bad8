import GatewayConfig
import GatewayCore
import GatewayLoop
import Logging
import PluginHost
import Synchronization

/// One running sink: takes blocks from its lane, offers them to the plugin, and reports back to the lane.
///
/// Unchecked: everything but the configuration, the lane and the figures belongs to the loop's thread.
final class SinkRunner: @unchecked Sendable {
    /// A delivery that is not answered after this is taken for lost, and offered again.
    private static let answerLimit = Duration.seconds(60)
    private static let shortestRetry: Int64 = 100_000_000

    let config: SinkConfig
    let lane: Lane
    let loop: EventLoop
    let ownsLoop: Bool
    private let clock: GatewayClock
    private let log: Logger
    private let faults: FaultLog
    private let spool: SpoolWriter?
    private let commands: any CommandTaker
    private let figuresBox = Mutex(SinkFigures())
    private var supervised: SupervisedInstance?
    private var signal: LoopSignal?
    private var retryTimer: LoopTimer?
    private var retries = 0
    private var isHoldingBack = false

    init(
        _ config: SinkConfig, lane: Lane, loop: EventLoop, ownsLoop: Bool, spool: SpoolWriter?,
        commands: any CommandTaker, faults: FaultLog, clock: GatewayClock, log: Logger
    ) {
        self.config = config
        self.lane = lane
        self.loop = loop
        self.ownsLoop = ownsLoop
        self.spool = spool
        self.commands = commands
        self.clock = clock
        self.log = log
        self.faults = faults
    }

    /// Any thread.
    var figures: SinkFigures {
        var figures = figuresBox.withLock { $0 }
        figures.take(lane.figures)
        return figures
    }

    // MARK: Life

    /// On the loop; `then` may come before this returns.
    func create(
        _ plugin: any UsablePlugin, site: String, plan: InstancePlan, then: @escaping (PlanFailure?) -> Void
    ) {
        let supervised = SupervisedInstance(
            loop: loop, clock: clock, longestWait: config.retry.longest, events: self)
        self.supervised = supervised
        signal = LoopSignal(loop) { [weak self] in self?.pump() }
        retryTimer = loop.timer { [unowned self] in
            isHoldingBack = false
            pump()
        }
        supervised.create(plugin, settings: settings(site), plan: plan) { [self] failure in
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

    /// Starts the plugin anew, whatever keeps it from running. On the loop.
    func restart() {
        supervised?.restart()
    }

    /// Moves to another version of the plugin. On the loop.
    func upgrade(
        to plugin: any UsablePlugin, site: String, plan: InstancePlan, then: @escaping (PlanFailure?) -> Void
    ) {
        guard let supervised else { return then(nil) }
        supervised.replace(with: plugin, settings: settings(site), plan: plan) { [self] failure in
            showHost()
            then(failure)
        }
    }

    /// On the loop; `then` hears when the plugin has let go of everything.
    func end(then: @escaping () -> Void) {
        lane.attach(window: 0, wake: {})
        retryTimer?.close()
        retryTimer = nil
        let ending = supervised
        supervised = nil
        setState(.stopped, "")
        guard let ending else { return then() }
        ending.end { withExtendedLifetime(self) { then() } }
    }

    func interrupt() {
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

    // MARK: Delivering

    private func pump() {
        guard let supervised, supervised.isRunning, !isHoldingBack else { return }
        while let next = lane.next() { offer(next, to: supervised) }
        if let spool, let order = lane.beginLoad() { spool.load(lane, order) }
        if let wait = lane.lingers { retryTimer?.schedule(afterNanoseconds: wait) }
    }

    private func offer(_ offer: LaneOffer, to supervised: SupervisedInstance) {
        let block = offer.block
        let delivery = DeliveryBlock(
            stream: Self.streamNumber(config.id), epoch: block.id.epoch, sequence: block.id.sequence,
            isResent: offer.isResent, samples: block.samples.view, bytes: block.samples.byteView,
            received: block.received)
        supervised.instance?.deliver(delivery, timeout: Self.answerLimit) { [weak self] in self?.answered(block, $0) }
    }

    private func answered(_ block: LaneBlock, _ answer: PluginAnswer) {
        switch answer.status {
        case .ok:
            retries = 0
            supervised?.succeeded()
            figuresBox.withLock { figures in
                guard figures.state != .connected else { return }
                figures.state = .connected
                figures.since = clock.now
                figures.message = ""
            }
            lane.done(block, rejected: false)
        case .rejected:
            reject(block, answer.message)
        default:
            lane.failed(block)
            if answer.status != .cancelled { holdBack(answer) }
        }
        signal?.fire()
    }

    private func reject(_ block: LaneBlock, _ reason: String) {
        // Once it is done, its memory belongs to the next block.
        let count = block.samples.count
        lane.done(block, rejected: true)
        figuresBox.withLock { $0.lastRejection = reason }
        log.error(
            "Block rejected by the receiver",
            metadata: ["sink": "\(config.id)", "samples": "\(count)", "reason": "\(reason)"])
    }

    /// Waits before the next offer: as long as the sink says, or longer each time.
    private func holdBack(_ answer: PluginAnswer) {
        figuresBox.withLock { $0.message = answer.message }
        let doubled = min(config.retry.longest.nanoseconds, Self.shortestRetry << Int64(min(retries, 15)))
        retries += 1
        isHoldingBack = true
        retryTimer?.schedule(afterNanoseconds: max(answer.retryAfter.nanoseconds, doubled))
    }

    /// The same number for the same sink at every start: FNV-1a of its id.
    private static func streamNumber(_ id: String) -> UInt64 {
        id.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}

extension SinkRunner: InstanceEvents {
    func instanceCameUp() {
        // A sink on a loop is only beginning to connect; it tells by its link when it is there.
        if supervised?.instance?.isOnLoop != true { setState(.connected, "") }
        isHoldingBack = false
        lane.attach(window: supervised?.instance?.window ?? 1) { [signal] in signal?.fire() }
        signal?.fire()
    }

    func instanceWentDown(_ status: PluginStatus, _ message: String) {
        lane.attach(window: 0, wake: {})
        let isQuarantined = supervised?.state == .quarantined
        setState(supervised?.state == .refused ? .refused : isQuarantined ? .quarantined : .waiting, message)
        var metadata: Logger.Metadata = ["sink": "\(config.id)", "status": "\(status)", "reason": "\(message)"]
        if isQuarantined {
            let mend = "gatewayctl restart \(config.id)"
            metadata["mend"] = "\(mend)"
            faults.add("Sink is in quarantine: \(message); lift it with: \(mend)", from: config.id, at: clock.now)
        }
        log.log(
            level: isQuarantined ? .error : .warning,
            isQuarantined ? "Sink is in quarantine" : "Sink is down", metadata: metadata)
    }

    func published(_ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, received: Timestamp) {}

    func linkChanged(device: Int?, isUp: Bool, quality: Quality, message: String) {
        setState(isUp ? .connected : .waiting, message)
        log.info(isUp ? "Link is up" : "Link is down", metadata: ["sink": "\(config.id)", "reason": "\(message)"])
    }

    func requested(_ request: PointRequest) -> PluginStatus {
        guard config.commandRole != .none else {
            log.warning(
                "Command refused: this sink has no role; set `commands:` in its file",
                metadata: ["sink": "\(config.id)"])
            return .unsupported
        }
        return commands.take(request, from: config.id) { [weak self] answer in
            guard let self else { return }
            loop.run { [self] in
                supervised?.instance?.answered(token: request.token, status: answer.status, message: answer.message)
            }
        }
    }

    func traced(sent: Bool, _ bytes: UnsafeRawBufferPointer, words: String) {}

    func breached(_ breach: ContractBreach) {
        figuresBox.withLock { figures in
            figures.faults += 1
            figures.lastFault = "\(breach)"
        }
        faults.add("\(breach)", from: config.id, at: clock.now)
        log.error("Plugin broke the contract", metadata: ["sink": "\(config.id)", "breach": "\(breach)"])
    }

    func log(_ level: Int32, _ message: String) {
        log.log(level: Logger.Level(contract: level), "\(message)", metadata: ["sink": "\(config.id)"])
    }
}
