import GatewayCore
import GatewayLoop
import Glibc
import Synchronization

/// Does in the child what the gateway asks for, by a ``PluginInstance``, and tells it what the plugin does.
///
/// Unchecked: everything belongs to the plugin's thread, but for ``interrupt()`` and ``log(_:_:)``.
final class ChildServer: @unchecked Sendable {
    private let file: String
    private let index: Int
    private let confinement: ConfinementReport
    let line: HostLine
    private let ring: RingReader
    private let records: RecordReader
    private let memory: SharedMemory
    private var heart: ChildHeart?
    private var loop: EventLoop?
    private var watch: FileWatch?
    private var plugin: LoadedPlugin?
    private(set) var instance: PluginInstance?
    private let interruptible = Mutex<PluginInstance?>(nil)
    private(set) var run: UInt64 = 0

    init(_ memory: SharedMemory, file: String, index: Int, confinement: ConfinementReport) {
        (self.file, self.index, self.confinement) = (file, index, confinement)
        self.memory = memory
        line = HostLine(memory)
        ring = RingReader(memory, toChild: true)
        records = RecordReader(ring, limit: HostMessage.sizeLimit)
    }

    /// Loads the plugin, then does what comes. On the plugin's thread.
    func begin(on loop: EventLoop) {
        self.loop = loop
        heart = ChildHeart(loop, memory)
        do throws(PluginFailure) {
            plugin = try LoadedPlugin.loadForChild(
                "/proc/self/fd/\(ChildLaunch.File.image.rawValue)", index: index, called: file)
            line.send(.loaded(confinement: confinement.text))
        } catch {
            line.send(.createFailed(error))
        }
        watch = try? loop.watch(ChildLaunch.File.toChild.rawValue, .readable) { [unowned self] _ in woken() }
        if watch == nil { _exit(1) }
        receive()
    }

    /// Any thread.
    func interrupt() {
        interruptible.withLock { $0 }?.interrupt()
    }

    private func woken() {
        var count: UInt64 = 0
        read(ChildLaunch.File.toChild.rawValue, &count, 8)
        receive()
    }

    /// Takes one record a round, so that the plugin's files and timers get their turn.
    private func receive() {
        do throws(RingBreach) {
            let record = try records.next()
            if let (header, payload) = record { try take(header, payload) }
            if ring.mustTellWriter() { HostLine.wakeHost() }
            if record == nil, try ring.sleep() { return }
            let server = OnLoop(self)
            loop?.run { server.value.receive() }
        } catch {
            _ = TextFile.writeAll(2, Array("the ring is broken: \(error)\n".utf8))
            _exit(1)
        }
    }

    private func take(_ header: RecordReader.Header, _ payload: UnsafeRawBufferPointer) throws(RingBreach) {
        guard let kind = HostMessage.Kind(rawValue: header.kind) else { throw RingBreach("kind \(header.kind)") }
        if kind == .deliver { return deliver(header.number, try DeliveryBlock.read(payload)) }
        switch try HostMessage(kind, number: header.number, payload) {
        case .create(let settings): create(settings)
        case .prepare(let plan): prepare(plan)
        case .start(let run): start(run)
        case .stop: stop()
        case .destroy: destroy()
        case .read(let token, let group, let timeout):
            ask(token) { $0.read(group: Int(group), timeout: timeout, then: $1) }
        case .write(let token, let point, let value, let phase, let deadline):
            write(token, point, value, phase, deadline)
        case .answered(let token, let status, let message):
            instance?.answered(token: token, status: status, message: message)
        case .trace(let isOn): instance?.trace(on: isOn)
        }
    }

    // MARK: Life

    private func create(_ settings: InstanceSettings) {
        guard let plugin, let loop else { return }
        do throws(PluginFailure) {
            let made = try PluginInstance(plugin, settings: settings, loop: loop, owner: self)
            instance = made
            interruptible.withLock { $0 = made }
            line.send(
                .created(.init(isOnLoop: made.isOnLoop, isPolled: made.isPolled, window: made.window)))
        } catch {
            line.send(.createFailed(error))
        }
    }

    private func prepare(_ plan: InstancePlan) {
        guard let instance else { return }
        do throws(PlanFailure) {
            try instance.prepare(plan)
            line.send(.prepared(window: instance.window))
        } catch {
            line.send(.prepareFailed(error))
        }
    }

    private func start(_ run: UInt64) {
        self.run = run
        guard let instance else { return }
        do throws(PluginFailure) {
            try instance.start()
            line.send(.started(run: run))
        } catch {
            line.send(.startFailed(run: run, error))
        }
    }

    private func stop() {
        instance?.stop()
        line.send(.stopped)
    }

    private func destroy() {
        instance?.destroy()
        line.send(.destroyed)
        // The destructors of a plugin that has been destroyed have nothing left to do.
        _exit(0)
    }

    // MARK: Requests

    /// Asks the instance; its one answer goes to the gateway.
    private func ask(_ token: UInt64, _ call: (PluginInstance, @escaping (PluginAnswer) -> Void) -> Void) {
        guard let instance else {
            return line.send(.answer(token: token, PluginAnswer(status: .cancelled, message: "there is no instance")))
        }
        call(instance) { [line] in line.send(.answer(token: token, $0)) }
    }

    private func write(_ token: UInt64, _ point: UInt32, _ value: Value, _ phase: UInt8, _ deadline: Int64) {
        let left = deadline.subtractingReportingOverflow(EventLoop.monotonic).partialValue
        guard left > 0 else {
            let answer = PluginAnswer(status: .timeout, message: "the plugin was busy until the command had expired")
            return line.send(.answer(token: token, answer))
        }
        ask(token) {
            $0.write(point: point, value: value, phase: phase, lifetime: .nanoseconds(left), then: $1)
        }
    }

    private func deliver(_ token: UInt64, _ delivery: (block: DeliveryBlock, timeout: Duration)) {
        ask(token) { $0.deliver(delivery.block, timeout: delivery.timeout, then: $1) }
    }
}
