import GatewaySDK

/// Publishes samples to an MQTT broker and takes commands from it.
///
/// Everything happens in the host's calls, on its loop. A connection lives from ``start()`` to ``stop()``: when it breaks,
/// the host is told and begins anew, and offers again what was not answered.
public final class MQTTPublisher: Sink, LoopPlugin, Commanding, Tracing {
    let settings: MQTTSettings
    let host: Host
    var link: BrokerLink
    var ledger = DeliveryLedger()
    var desk: CommandDesk?
    var isTracing = false
    let replyWriter = ByteWriter(capacity: 512)

    private var plan = PublishPlan()
    private var json: JSONMessages
    private let values = ValueMessages()
    private var held: [HeldDelivery] = []
    private var events: [ClientEvent] = []
    /// Bytes of payload that both sides take.
    private var messageLimit = 0
    /// The host knows that this connection is over, and will call ``stop()``.
    private var hasFailed = false

    public init(settings: Settings, host: Host) throws(PluginError) {
        self.settings = try MQTTSettings(settings, site: host.site)
        self.host = host
        link = BrokerLink(self.settings.client, connectTimeout: self.settings.connectTimeout, loop: host.loop)
        json = JSONMessages(self.settings.jsonDetail, topicCount: 0)
        desk = self.settings.commandTopic.map { [responseTopic = self.settings.responseTopic] in
            CommandDesk($0, responseTopic: responseTopic)
        }
    }

    public var window: Int { settings.window }

    // MARK: Life

    public func prepare(_ plan: Plan) throws(PluginError) {
        var problems = 0
        let points = plan.points.map { (handle: $0.handle, name: $0.name, type: $0.dataType) }
        self.plan = PublishPlan(points, topic: settings.topic, site: settings.site, sink: settings.sink) {
            point, message in
            problems += 1
            plan.problem(point, message)
        }
        json = JSONMessages(settings.jsonDetail, topicCount: self.plan.topics.count)
        if problems > 0 { throw .configuration("\(problems) points make no topic that MQTT allows", setting: "topic") }
    }

    public func start() throws(PluginError) {
        hasFailed = false
        do throws(PluginError) { try link.open() } catch {
            link.close()
            throw error
        }
        handleEvents()
    }

    public func stop() {
        if link.state == .up, !hasFailed, !settings.onlinePayload.isEmpty, let will = settings.client.will {
            announce(will.payload, will)
        }
        link.close()
        ledger.removeAll()
        held.removeAll()
        // What the old connection said must not be heard again while the new one has no client yet.
        events.removeAll(keepingCapacity: true)
        desk?.abandon()
    }

    // MARK: The loop

    public func ready(_ id: UInt64, _ events: LoopEvents) {
        attempt { (self) throws(PluginError) in try self.link.ready(events) }
    }

    public func timer(_ id: UInt64) {
        guard let id = BrokerLink.TimerID(rawValue: id) else { return }
        attempt { (self) throws(PluginError) in try self.link.timer(id) }
    }

    public func woken() {
        attempt { (self) throws(PluginError) in try self.link.woken() }
    }

    public func trace(on: Bool) {
        isTracing = on
    }

    private func attempt(_ step: (MQTTPublisher) throws(PluginError) -> Void) {
        guard !hasFailed else { return }
        var failure: PluginError?
        do throws(PluginError) { try step(self) } catch { failure = error }
        // What libmosquitto heard before it failed says more than the failure.
        handleEvents()
        if let failure { fail(failure) }
    }

    /// Tells the host once that this connection is over.
    func fail(_ error: PluginError) {
        guard !hasFailed else { return }
        hasFailed = true
        link.endWatch()
        host.failed(error)
    }

    /// Looks at what libmosquitto said, and at what it wants next.
    func handleEvents() {
        repeat {
            link.takeEvents(into: &events)
            for event in events where !hasFailed { handle(event) }
        } while !events.isEmpty && !hasFailed
        if !hasFailed { link.updateInterest() }
    }

    private func handle(_ event: ClientEvent) {
        switch event {
        case .published(let message, let reason):
            if isTracing { traceAcknowledged(message, reason) }
            if let done = ledger.acknowledged(message, reason) { host.answer(done.token, done.answer) }
        case .received(let message): received(message)
        case .connected(let limits): connected(limits)
        case .refused(let reason):
            fail(reason.connectError(broker: settings.client.broker, user: settings.client.user))
        case .subscribed(let reason):
            if reason.isFailure {
                host.log(.error, "The broker refuses the subscription for commands: \(reason.words)")
            }
        case .disconnected(let reason): fail(link.disconnected(reason))
        }
    }

    private func connected(_ limits: BrokerLimits) {
        if limits.maximumQoS < settings.qos {
            return fail(.configuration("\(settings.client.broker) takes QoS 0 only: set qos to 0"))
        }
        if settings.retain, !limits.offersRetain {
            return fail(.configuration("\(settings.client.broker) keeps no messages: set retain to false"))
        }
        // Beside the payload a packet has a header of 5 bytes, the topic with its length, a number and properties.
        let room = limits.maximumPacketSize - plan.longestTopic - 16
        messageLimit = max(256, min(settings.maximumMessageSize, room))
        link.connected()
        host.linkUp("connected to \(settings.client.broker)")
        if !settings.onlinePayload.isEmpty, let will = settings.client.will { announce(settings.onlinePayload, will) }
        subscribe()
        publishHeld()
    }

    // MARK: Deliveries

    public func deliver(_ delivery: Delivery) -> Answer {
        let block = Block(delivery)
        guard !hasFailed, link.state != .idle else {
            return .retry(after: .zero, "there is no connection to the broker")
        }
        guard link.state == .up else {
            held.append(HeldDelivery(block))
            return .pending
        }
        let answer = publish(block)
        // Acknowledgements of older blocks may have come along.
        handleEvents()
        return answer
    }

    private func publishHeld() {
        let waiting = held
        held.removeAll()
        for delivery in waiting where !hasFailed {
            let answer = publish(delivery.block)
            if answer != .pending { host.answer(delivery.identity.token, answer) }
        }
    }

    /// Hands all messages of a block to libmosquitto.
    private func publish(_ block: Block) -> Answer {
        guard settings.qos == 0 || ledger.hasRoom(for: block.samples.count) else {
            return .retry(after: .milliseconds(50), "as many messages as MQTT can number are unacknowledged")
        }
        let slot = ledger.open(token: block.identity.token)
        do throws(MosquittoError) { try write(block, slot) } catch {
            fail(link.lost(error))
            // Unanswered on purpose: the host offers it again after stop and start.
            return .pending
        }
        settle()
        return ledger.seal(slot) ?? .pending
    }

    private func write(_ block: Block, _ slot: Int) throws(MosquittoError) {
        let emit: Emit = { [unowned self] (topic, payload) throws(MosquittoError) in
            try self.send(payload, to: Int(topic), slot)
        }
        let tooLong = { [unowned self] (sample: Sample) in
            self.ledger.reject(
                slot, "a value of point \(sample.point) is longer than a message may be (\(self.messageLimit) bytes)")
        }
        switch settings.format {
        case .json: try json.write(block, plan: plan, limit: messageLimit, emit: emit, tooLong: tooLong)
        case .value: try values.write(block, plan: plan, limit: messageLimit, emit: emit, tooLong: tooLong)
        }
    }

    private func send(_ payload: UnsafeRawBufferPointer, to topic: Int, _ slot: Int) throws(MosquittoError) {
        do throws(MosquittoError) {
            let message = try plan.withTopic(topic) { (name) throws(MosquittoError) in
                try link.publish(topic: name, payload: payload, qos: settings.qos, retain: settings.retain)
            }
            ledger.sent(message, of: slot)
            if isTracing { traceSent(payload, topic: plan.topicText(topic), message) }
        } catch {
            guard error.isAboutTheMessage else { throw error }
            ledger.reject(slot, "a message to '\(plan.topicText(topic))' cannot be sent: \(error)")
        }
    }

    /// Takes note of what was written out while the block was handed over, before the block is sealed: the contract wants
    /// its answer from `deliver` itself, not beforehand.
    private func settle() {
        link.takeEvents(into: &events)
        for event in events where !hasFailed { handle(event) }
    }
}
