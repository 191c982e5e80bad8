import GatewayCore

/// What the gateway says to a child. Deliveries have a form of their own: ``DeliveryBlock/message(token:timeout:)``.
enum HostMessage: Equatable {
    case create(InstanceSettings)
    case prepare(InstancePlan)
    /// Runs are numbered, so that what was said in one is not acted upon in the next.
    case start(run: UInt64)
    case stop
    case destroy
    case read(token: UInt64, group: UInt32, timeout: Duration)
    /// `deadline` is on the monotonic clock, which all processes share: nothing may be sent to the device after it.
    case write(token: UInt64, point: UInt32, value: Value, phase: UInt8, deadline: Int64)
    case answered(token: UInt64, status: PluginStatus, message: String)
    case trace(Bool)

    enum Kind: UInt16 {
        case create = 1
        case prepare, start, stop, destroy, read, write, deliver, answered, trace
    }

    /// The gateway is trusted; a plan of a million points has its place in here.
    static let sizeLimit = 1 << 30

    var bytes: [UInt8] {
        switch self {
        case .create(let settings): Self.record(.create) { $0.put(settings) }
        case .prepare(let plan): Self.record(.prepare) { $0.put(plan) }
        case .start(let run): Self.record(.start, run) { _ in }
        case .stop: Self.record(.stop) { _ in }
        case .destroy: Self.record(.destroy) { _ in }
        case .read(let token, let group, let timeout):
            Self.record(.read, token) {
                $0.put(group)
                $0.put(timeout)
            }
        case .write(let token, let point, let value, let phase, let deadline):
            Self.record(.write, token) {
                $0.put(point)
                $0.put(phase)
                $0.put(deadline)
                $0.put(value)
            }
        case .answered(let token, let status, let message):
            Self.record(.answered, token) {
                $0.put(status.rawValue)
                $0.put(message)
            }
        case .trace(let isOn): Self.record(.trace) { $0.put(isOn) }
        }
    }

    private static func record(_ kind: Kind, _ number: UInt64 = 0, _ fill: (inout MessageWriter) -> Void) -> [UInt8] {
        var writer = MessageWriter(kind: kind.rawValue, number: number)
        fill(&writer)
        return writer.finish()
    }

    /// Reads what ``bytes`` wrote; not for deliveries.
    init(_ kind: Kind, number: UInt64, _ payload: UnsafeRawBufferPointer) throws(RingBreach) {
        var reader = MessageReader(payload)
        switch kind {
        case .create: self = .create(try reader.settings())
        case .prepare: self = .prepare(try reader.plan())
        case .start: self = .start(run: number)
        case .stop: self = .stop
        case .destroy: self = .destroy
        case .read: self = .read(token: number, group: try reader.number(), timeout: try reader.duration())
        case .write:
            let (point, phase) = (try reader.number(UInt32.self), try reader.number(UInt8.self))
            let deadline = try reader.number(Int64.self)
            self = .write(token: number, point: point, value: try reader.value(), phase: phase, deadline: deadline)
        case .answered:
            self = .answered(token: number, status: try reader.status(), message: try reader.text())
        case .trace: self = .trace(try reader.flag())
        case .deliver: throw RingBreach("a delivery where none can be")
        }
    }
}
