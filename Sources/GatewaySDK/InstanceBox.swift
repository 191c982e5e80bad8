import CGatewayABI
import GatewayCore

/// A running plugin behind the contract's opaque pointer. The abilities are closures, set once for those the plugin has.
class InstanceBox {
    var prepare: (Plan) throws(PluginError) -> Void = { _ in }
    var start: () throws(PluginError) -> Void = {}
    var stop: () -> Void = {}
    var interrupt: () -> Void = {}
    var read: (Int) throws(PluginError) -> Void = { _ in }
    var loopRead: (Int, UInt64) -> Answer = { _, _ in .failed(.unsupported("this driver is not polled")) }
    var ready: (UInt64, LoopEvents) -> Void = { _, _ in }
    var timer: (UInt64) -> Void = { _ in }
    var woken: () -> Void = {}
    var write: (WriteCommand) -> Answer = { _ in .failed(.unsupported("this driver cannot write")) }
    var deliver: (Delivery) -> Answer = { _ in .failed(.unsupported("this plugin is no sink")) }
    var window: () -> Int = { 1 }
    var answered: (UInt64, PluginStatus, String) -> Void = { _, _, _ in }
    var trace: (Bool) -> Void = { _ in }
    let deviceKeys: SettingKeys
    let addressKeys: SettingKeys

    init(_ description: PluginDescription) {
        deviceKeys = SettingKeys(description.device)
        addressKeys = SettingKeys(description.address)
    }

    static func of(_ pointer: OpaquePointer?) -> InstanceBox {
        guard let pointer else { preconditionFailure("the host passed no instance") }
        return Unmanaged<InstanceBox>.fromOpaque(UnsafeRawPointer(pointer)).takeUnretainedValue()
    }

    func retainedPointer() -> OpaquePointer {
        OpaquePointer(Unmanaged.passRetained(self).toOpaque())
    }
}

/// The box of one kind of plugin: where its abilities are found out, once per instance.
final class TypedInstanceBox<P: GatewayPlugin>: InstanceBox {
    var plugin: P
    private let host: Host
    private let batch = SampleBuffer(capacity: 256)

    init(settings: Settings, host: Host) throws(PluginError) {
        plugin = try P(settings: settings, host: host)
        self.host = host
        super.init(P.description)
        installLife()
        if let type = P.self as? any PollingDriver.Type { installPolling(type) }
        if let type = P.self as? any LoopPlugin.Type { installLoop(type) }
        if let type = P.self as? any LoopDriver.Type { installLoopRead(type) }
        if let type = P.self as? any WritingDriver.Type { installWriting(type) }
        if let type = P.self as? any Sink.Type { installSink(type) }
        if let type = P.self as? any Commanding.Type { installCommanding(type) }
        if let type = P.self as? any Tracing.Type { installTracing(type) }
    }

    /// The same box with what is known of `P` spelled out. Only called with `P` itself.
    private func typed<Q: GatewayPlugin>(_: Q.Type) -> Unowned<TypedInstanceBox<Q>> {
        Unowned(unsafeDowncast(self as AnyObject, to: TypedInstanceBox<Q>.self))
    }

    private func installLife() {
        prepare = { [unowned self] plan throws(PluginError) in try self.plugin.prepare(plan) }
        start = { [unowned self] () throws(PluginError) in try self.plugin.start() }
        stop = { [unowned self] in self.plugin.stop() }
        let interrupt = plugin.interrupt
        self.interrupt = { interrupt?() }
    }

    private func installPolling<Q: PollingDriver>(_ type: Q.Type) {
        let box = typed(type)
        read = { [batch, host] group throws(PluginError) in
            batch.removeAll()
            try box.value.plugin.read(group: group, into: batch)
            host.publish(batch)
        }
    }

    private func installLoop<Q: LoopPlugin>(_ type: Q.Type) {
        let box = typed(type)
        ready = { box.value.plugin.ready($0, $1) }
        timer = { box.value.plugin.timer($0) }
        woken = { box.value.plugin.woken() }
    }

    private func installLoopRead<Q: LoopDriver>(_ type: Q.Type) {
        let box = typed(type)
        loopRead = { box.value.plugin.read(group: $0, token: $1) }
    }

    private func installWriting<Q: WritingDriver>(_ type: Q.Type) {
        let box = typed(type)
        write = { box.value.plugin.write($0) }
    }

    private func installSink<Q: Sink>(_ type: Q.Type) {
        let box = typed(type)
        deliver = { box.value.plugin.deliver($0) }
        window = { box.value.plugin.window }
    }

    private func installCommanding<Q: Commanding>(_ type: Q.Type) {
        let box = typed(type)
        answered = { box.value.plugin.answered(token: $0, status: $1, message: $2) }
    }

    private func installTracing<Q: Tracing>(_ type: Q.Type) {
        let box = typed(type)
        trace = { box.value.plugin.trace(on: $0) }
    }
}

/// A reference that does not keep its object: the closures of a box live in the box.
struct Unowned<Object: AnyObject> {
    unowned let value: Object

    init(_ value: Object) {
        self.value = value
    }
}
